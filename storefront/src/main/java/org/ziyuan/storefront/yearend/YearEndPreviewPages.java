package org.ziyuan.storefront.yearend;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.sheet.Sheet;
import org.ziyuan.marketplace.sheet.SheetFormat;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.yearend.LineFigures;
import org.ziyuan.marketplace.yearend.PreviewYearEnd;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The dry run of a year's end to read and to take along. */
@Controller
class YearEndPreviewPages implements RoutePolicies {

    private final PreviewYearEnd preview;
    private final MessageSource words;
    private final AsShown asShown;

    YearEndPreviewPages(PreviewYearEnd preview, MessageSource words, AsShown asShown) {
        this.asShown = asShown;
        this.preview = preview;
        this.words = words;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/year-end/preview", YearEndPages.CLOSERS),
                roles(GET, "/year-end/preview/export", YearEndPages.CLOSERS));
    }

    @GetMapping("/year-end/preview")
    Mono<String> preview(
            @RequestParam int year,
            @RequestParam(defaultValue = "false") boolean subtree,
            Sought sought,
            Model model,
            Actor actor) {
        Sought asked = sought.about("year", "subtree");
        model.addAttribute("sought", asked);
        model.addAttribute("year", year);
        model.addAttribute("subtree", subtree);
        model.addAttribute("operation", Ids.next());
        UUID own = actor.organizationId();
        return AskedTogether.of(
                preview.lines(own, subtree, year, sought, actor)
                        .doOnNext(page -> model.addAttribute("page", page))
                        .doOnNext(page -> model.addAttribute(
                                "nothing", page.items().isEmpty() && asked.isFirst() && !asked.narrows()))
                        .thenReturn("yearend/preview"),
                asShown.of(PreviewYearEnd.SHOWN, PreviewYearEnd.shownAs(year, subtree), actor)
                        .doOnNext(seen -> model.addAttribute("seen", seen)),
                preview.total(own, subtree, year, actor).doOnNext(total -> model.addAttribute("total", total)));
    }

    @GetMapping("/year-end/preview/export")
    Mono<ResponseEntity<Flux<DataBuffer>>> export(
            @RequestParam int year,
            @RequestParam(defaultValue = "false") boolean subtree,
            @RequestParam String format,
            Sought sought,
            Actor actor,
            Locale locale) {
        UUID own = actor.organizationId();
        return Mono.fromSupplier(() -> SheetFormat.of(format))
                .delayUntil(kind -> preview.total(own, subtree, year, actor))
                .map(kind -> kind.answer(Sheet.of(
                        year + " " + words.getMessage("yearend.preview", null, locale),
                        words,
                        locale,
                        preview.allLines(own, subtree, year, sought, actor).map(YearEndPreviewPages::row),
                        "yearend.line",
                        "spending.organization",
                        "yearend.age",
                        "yearend.released",
                        "yearend.contracts",
                        "yearend.carried",
                        "yearend.lapsed",
                        "yearend.underWay")));
    }

    private static List<@Nullable Object> row(LineFigures line) {
        PreviewYearEnd.Figures figures = line.figures();
        return Sheet.row(
                line.name(),
                line.organization(),
                line.carriedYears(),
                figures.released(),
                figures.contracts(),
                figures.carried(),
                figures.lapsed(),
                figures.paymentsUnderWay());
    }
}
