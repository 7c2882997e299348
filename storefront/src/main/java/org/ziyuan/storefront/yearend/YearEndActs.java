package org.ziyuan.storefront.yearend;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Outcome;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.yearend.PreviewYearEnd;
import org.ziyuan.marketplace.yearend.ResumeYearEnd;
import org.ziyuan.marketplace.yearend.StartYearEnd;
import reactor.core.publisher.Mono;

/** Starts to close a year, to take a close back, and to go on after something stopped it. */
@Controller
class YearEndActs implements RoutePolicies {

    private final StartYearEnd start;
    private final ResumeYearEnd resume;
    private final AsShown asShown;
    private final Outcome outcome;

    YearEndActs(StartYearEnd start, ResumeYearEnd resume, AsShown asShown, Outcome outcome) {
        this.asShown = asShown;
        this.start = start;
        this.resume = resume;
        this.outcome = outcome;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, "/year-end", YearEndPages.CLOSERS),
                roles(POST, "/year-end/{id}/reopen", Role.bureaus()),
                roles(POST, "/year-end/{id}/resume", YearEndPages.CLOSERS));
    }

    /** The operation id was put into the form when the dry run was shown: pressing twice closes once. */
    @PostMapping("/year-end")
    Mono<String> close(Actor actor, WebSession session, Locale locale, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> Mono.defer(() -> asShown.command(
                                PreviewYearEnd.SHOWN,
                                PreviewYearEnd.shownAs(year(form), on(form, "subtree")),
                                form.getFirst(AsShown.FIELD),
                                start.close(
                                        Fields.id(form, "operation"),
                                        actor.organizationId(),
                                        on(form, "subtree"),
                                        year(form),
                                        on(form, "release"),
                                        actor)))
                        .map(run -> "redirect:/year-end/" + run.id())
                        .onErrorResume(
                                Refusal.class,
                                refusal -> outcome.of(Mono.error(refusal), "", preview(form), session, locale)));
    }

    @PostMapping("/year-end/{id}/reopen")
    Mono<String> reopen(
            @PathVariable UUID id, Actor actor, WebSession session, Locale locale, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> asShown.command(
                                "yearend",
                                id,
                                form.getFirst(AsShown.FIELD),
                                Mono.defer(() -> start.reopen(
                                        Fields.id(form, "operation"), id, Fields.text(form, "reason"), actor)))
                        .map(run -> "redirect:/year-end/" + run.id())
                        .onErrorResume(
                                Refusal.class,
                                refusal -> outcome.keeping(form, Map.of("reason-required", "reason"))
                                        .of(Mono.error(refusal), "", "/year-end/" + id, session, locale)));
    }

    @PostMapping("/year-end/{id}/resume")
    Mono<String> resume(
            @PathVariable UUID id, Actor actor, WebSession session, Locale locale, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> outcome.asShown("yearend", id, form)
                        .of(resume.resume(id, actor), "yearend.said.resumed", "/year-end/" + id, session, locale));
    }

    private static boolean on(MultiValueMap<String, String> form, String name) {
        return Fields.text(form, name).equals("true");
    }

    private static int year(MultiValueMap<String, String> form) {
        String text = Fields.text(form, "year");
        if (!text.matches("[0-9]{4}")) {
            throw Refusal.invalid("fiscal-year-malformed").with("year", TextField.beginning(text, 20));
        }
        return Integer.parseInt(text);
    }

    private static String preview(MultiValueMap<String, String> form) {
        return Fields.text(form, "year").matches("[0-9]{4}")
                ? "/year-end/preview?year=" + Fields.text(form, "year") + "&subtree=" + on(form, "subtree")
                : "/year-end";
    }
}
