package org.ziyuan.storefront.allocation;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.time.Clock;
import java.time.LocalDate;
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
import org.ziyuan.marketplace.execution.ExecutionTree;
import org.ziyuan.marketplace.execution.Question;
import org.ziyuan.marketplace.funding.PurposeReport;
import org.ziyuan.marketplace.funding.PurposeRules;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.sheet.Sheet;
import org.ziyuan.marketplace.sheet.SheetFormat;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What money must, may at most and must not be spent on, and how an organization stands with that. */
@Controller
class PurposePages implements RoutePolicies {

    private final PurposeReport report;
    private final PurposeRules rules;
    private final ExecutionTree tree;
    private final MessageSource words;
    private final Clock clock;

    PurposePages(PurposeReport report, PurposeRules rules, ExecutionTree tree, MessageSource words, Clock clock) {
        this.report = report;
        this.rules = rules;
        this.tree = tree;
        this.words = words;
        this.clock = clock;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, "/purposes", Readers.ofMoney()), roles(GET, "/purposes/export", Readers.ofMoney()));
    }

    @GetMapping("/purposes")
    Mono<String> purposes(
            @RequestParam(required = false) @Nullable UUID at,
            @RequestParam(required = false) @Nullable Integer year,
            Model model,
            Actor actor,
            Locale locale) {
        int now = LocalDate.now(clock).getYear();
        int shown = year == null ? now : year;
        UUID organization = at == null ? actor.organizationId() : at;
        model.addAttribute("english", locale.getLanguage().equals("en"));
        model.addAttribute("year", shown);
        model.addAttribute("years", List.of(now, now - 1));
        return AskedTogether.of(
                tree.of(new Question(organization, null, shown), actor)
                        .doOnNext(branch -> model.addAttribute("branch", branch))
                        .thenReturn("allocation/purposes"),
                report.of(organization, shown, actor)
                        .collectList()
                        .doOnNext(all -> model.addAttribute("standings", all)),
                rules.all().collectList().doOnNext(all -> model.addAttribute("rules", all)));
    }

    @GetMapping("/purposes/export")
    Mono<ResponseEntity<Flux<DataBuffer>>> export(
            @RequestParam(required = false) @Nullable UUID at,
            @RequestParam int year,
            @RequestParam String format,
            Actor actor,
            Locale locale) {
        UUID organization = at == null ? actor.organizationId() : at;
        return Mono.fromSupplier(() -> SheetFormat.of(format))
                .flatMap(kind -> tree.of(new Question(organization, null, year), actor)
                        .map(branch -> kind.answer(Sheet.of(
                                branch.name() + " " + year + " " + word("purpose.title", locale),
                                words,
                                locale,
                                report.of(organization, year, actor)
                                        .map(standing -> Sheet.row(
                                                locale.getLanguage().equals("en")
                                                        ? standing.rule().nameEn()
                                                        : standing.rule().nameZh(),
                                                standing.appropriated(),
                                                standing.threshold(),
                                                standing.used(),
                                                word("purpose.state." + standing.state(), locale),
                                                standing.rule().source())),
                                "purpose.rule",
                                "purpose.appropriated",
                                "purpose.threshold",
                                "purpose.used",
                                "purpose.state",
                                "purpose.source"))));
    }

    private String word(String key, Locale locale) {
        return words.getMessage(key, null, locale);
    }
}
