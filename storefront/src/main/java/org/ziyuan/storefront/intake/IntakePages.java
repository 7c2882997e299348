package org.ziyuan.storefront.intake;

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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.intake.kept.Compared.Outcome;
import org.ziyuan.marketplace.intake.kept.IntakeHeadings;
import org.ziyuan.marketplace.intake.kept.IntakeKinds;
import org.ziyuan.marketplace.intake.kept.IntakeRow;
import org.ziyuan.marketplace.intake.kept.Intakes;
import org.ziyuan.marketplace.intake.kept.KeptFault;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.problem.RefusalSentences;
import org.ziyuan.marketplace.sheet.Sheet;
import org.ziyuan.marketplace.sheet.SheetFormat;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Files of a kind, and what one of them would do or did. */
@Controller
class IntakePages implements RoutePolicies {

    private final IntakeKinds kinds;
    private final Intakes intakes;
    private final IntakeHeadings headings;
    private final AsShown asShown;
    private final RefusalSentences sentences;
    private final MessageSource words;

    IntakePages(
            IntakeKinds kinds,
            Intakes intakes,
            IntakeHeadings headings,
            AsShown asShown,
            RefusalSentences sentences,
            MessageSource words) {
        this.headings = headings;
        this.kinds = kinds;
        this.intakes = intakes;
        this.asShown = asShown;
        this.sentences = sentences;
        this.words = words;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/intake/{kind}", kinds.writers()),
                roles(GET, "/intake/{kind}/template", kinds.writers()),
                roles(GET, "/intake/{kind}/{id}", kinds.writers()),
                roles(GET, "/intake/{kind}/{id}/errors", kinds.writers()));
    }

    @GetMapping("/intake/{kind}")
    Mono<String> files(@PathVariable String kind, Sought sought, Model model, Locale locale, Actor actor) {
        return Mono.fromCallable(() -> kinds.named(kind, actor))
                .doOnNext(known -> model.addAttribute("kind", known.name()))
                .doOnNext(
                        known -> model.addAttribute("headings", known.columns().headings(locale)))
                .doOnNext(known -> model.addAttribute("sought", sought))
                .doOnNext(known -> model.addAttribute("operation", Ids.next()))
                .flatMap(known -> AskedTogether.of(
                                Mono.zip(intakes.list(kind, sought, actor), headings.of(known, actor)))
                        .doOnNext(found -> model.addAttribute("page", found.getT1()))
                        .doOnNext(found -> model.addAttribute("own", OwnHeading.of(known, found.getT2(), locale))))
                .thenReturn("intake/files");
    }

    /** An empty table with the headings in the reader's language, to be filled in. */
    @GetMapping("/intake/{kind}/template")
    Mono<ResponseEntity<Flux<DataBuffer>>> template(@PathVariable String kind, Locale locale, Actor actor) {
        return Mono.fromCallable(() -> SheetFormat.XLSX.answer(new Sheet(
                words.getMessage("intake.kind." + kinds.named(kind, actor).name(), null, locale),
                kinds.named(kind, actor).columns().headings(locale),
                Flux.empty())));
    }

    @GetMapping("/intake/{kind}/{id}")
    Mono<String> one(
            @PathVariable String kind,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Outcome outcome,
            Sought sought,
            Model model,
            Locale locale,
            Actor actor) {
        model.addAttribute("sought", sought);
        model.addAttribute("outcomes", Outcome.values());
        model.addAttribute("outcome", outcome);
        return AskedTogether.of(
                intakes.find(id, actor)
                        .doOnNext(found -> model.addAttribute("intake", found))
                        .doOnNext(found -> model.addAttribute(
                                "whole", kinds.named(found.kind(), actor).isWhole()))
                        .doOnNext(found -> model.addAttribute(
                                "headings",
                                kinds.named(found.kind(), actor).columns().headings(locale)))
                        .thenReturn("intake/file"),
                asShown.of("intake", id, actor).doOnNext(seen -> model.addAttribute("seen", seen)),
                intakes.rows(id, outcome, sought, actor)
                        .doOnNext(page -> model.addAttribute("page", shown(page, locale))));
    }

    @GetMapping("/intake/{kind}/{id}/errors")
    Mono<ResponseEntity<Flux<DataBuffer>>> errors(
            @PathVariable String kind, @PathVariable UUID id, Locale locale, Actor actor) {
        return intakes.marked(id, locale, actor);
    }

    private Page<Row> shown(Page<IntakeRow> page, Locale locale) {
        return new Page<>(page.items().stream().map(row -> shown(row, locale)).toList(), page.next());
    }

    private Row shown(IntakeRow row, Locale locale) {
        return new Row(
                row, row.faults().stream().map(fault -> sentence(fault, locale)).toList());
    }

    private String sentence(KeptFault fault, Locale locale) {
        return sentences.of(fault.refusal(), locale);
    }

    /** A row with what is wrong with it, in the reader's language. */
    record Row(IntakeRow row, List<String> sentences) {}
}
