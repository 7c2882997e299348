package org.ziyuan.storefront.intake;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Outcome;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.intake.Heading;
import org.ziyuan.marketplace.intake.SentForm;
import org.ziyuan.marketplace.intake.SentForm.SentFile;
import org.ziyuan.marketplace.intake.SentForms;
import org.ziyuan.marketplace.intake.kept.ApplyIntake;
import org.ziyuan.marketplace.intake.kept.BringIn;
import org.ziyuan.marketplace.intake.kept.IntakeHeadings;
import org.ziyuan.marketplace.intake.kept.IntakeKinds;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Brings a file in, and writes it once its difference was seen. */
@Controller
class IntakeActs implements RoutePolicies {

    private final IntakeKinds kinds;
    private final IntakeHeadings headings;
    private final BringIn bringIn;
    private final ApplyIntake apply;
    private final SentForms sent;
    private final Outcome outcome;

    IntakeActs(
            IntakeKinds kinds,
            IntakeHeadings headings,
            BringIn bringIn,
            ApplyIntake apply,
            SentForms sent,
            Outcome outcome) {
        this.headings = headings;
        this.kinds = kinds;
        this.bringIn = bringIn;
        this.apply = apply;
        this.sent = sent;
        this.outcome = outcome;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, "/intake/{kind}", kinds.writers()),
                roles(POST, "/intake/{kind}/headings", kinds.writers()),
                roles(POST, "/intake/{kind}/{id}/apply", kinds.writers()));
    }

    /** A file that cannot be read at all is a sentence on the page it came from; every other one is kept and shown. */
    @PostMapping("/intake/{kind}")
    Mono<String> bringIn(
            @PathVariable String kind, Actor actor, WebSession session, Locale locale, ServerWebExchange exchange) {
        return Mono.fromCallable(() -> kinds.named(kind, actor).name())
                .flatMap(known -> sent.with(exchange, form -> Mono.defer(() -> brought(known, form, actor)))
                        .onErrorResume(
                                Refusal.class,
                                refusal -> outcome.keeping(
                                                new LinkedMultiValueMap<>(Map.of("file", List.of(""))),
                                                Map.of(refusal.code(), "file"))
                                        .of(Mono.error(refusal), "", "/intake/" + known, session, locale)));
    }

    private Mono<String> brought(String kind, SentForm form, Actor actor) {
        SentFile file = form.file();
        return bringIn.bringIn(Fields.id(form.fields(), "operation"), kind, file.name(), file.content(), actor)
                .map(found -> "redirect:/intake/" + found.kind() + "/" + found.id());
    }

    /** The headings of the own files, all at once; an empty one is everybody's again. */
    @PostMapping("/intake/{kind}/headings")
    Mono<String> headings(@PathVariable String kind, Actor actor, Posted posted) {
        return Mono.fromCallable(() -> kinds.named(kind, actor))
                .flatMap(known -> posted.keeping(Map.of())
                        .of(
                                () -> Flux.fromIterable(known.columns().all())
                                        .map(column -> ((Heading) column).english())
                                        .filter(posted.form()::containsKey)
                                        .concatMap(column -> headings.keep(known, column, posted.text(column), actor))
                                        .then(),
                                "intake.said.headings",
                                "/intake/" + known.name()));
    }

    @PostMapping("/intake/{kind}/{id}/apply")
    Mono<String> apply(@PathVariable String kind, @PathVariable UUID id, Actor actor, Posted posted) {
        return Mono.fromCallable(() -> kinds.named(kind, actor).name())
                .flatMap(known -> posted.keeping(Map.of("intake-leaving-unconfirmed", "leaving"))
                        .asShown("intake", id)
                        .of(
                                () -> apply.apply(id, leaving(posted.plain("leaving")), actor),
                                "intake.said.applied",
                                "/intake/" + known + "/" + id));
    }

    /** Whatever else is typed is not the number that was asked for. */
    private static @Nullable Integer leaving(String typed) {
        return typed.matches("[0-9]{1,7}") ? Integer.valueOf(typed) : null;
    }
}
