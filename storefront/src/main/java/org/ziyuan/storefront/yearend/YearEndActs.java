package org.ziyuan.storefront.yearend;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.Posted;
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

    YearEndActs(StartYearEnd start, ResumeYearEnd resume, AsShown asShown) {
        this.asShown = asShown;
        this.start = start;
        this.resume = resume;
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
    Mono<String> close(Actor actor, Posted posted) {
        return posted.leadingTo(
                () -> asShown.command(
                                PreviewYearEnd.SHOWN,
                                PreviewYearEnd.shownAs(year(posted), on(posted, "subtree")),
                                posted.form().getFirst(AsShown.FIELD),
                                start.close(
                                        posted.id("operation"),
                                        actor.organizationId(),
                                        on(posted, "subtree"),
                                        year(posted),
                                        on(posted, "release"),
                                        actor))
                        .map(run -> "redirect:/year-end/" + run.id()),
                preview(posted));
    }

    @PostMapping("/year-end/{id}/reopen")
    Mono<String> reopen(@PathVariable UUID id, Actor actor, Posted posted) {
        return posted.keeping(Map.of("reason-required", "reason"))
                .leadingTo(
                        () -> asShown.command(
                                        "yearend",
                                        id,
                                        posted.form().getFirst(AsShown.FIELD),
                                        Mono.defer(() ->
                                                start.reopen(posted.id("operation"), id, posted.text("reason"), actor)))
                                .map(run -> "redirect:/year-end/" + run.id()),
                        "/year-end/" + id);
    }

    @PostMapping("/year-end/{id}/resume")
    Mono<String> resume(@PathVariable UUID id, Actor actor, Posted posted) {
        return posted.asShown("yearend", id)
                .of(() -> resume.resume(id, actor), "yearend.said.resumed", "/year-end/" + id);
    }

    private static boolean on(Posted posted, String name) {
        return posted.text(name).equals("true");
    }

    private static int year(Posted posted) {
        String text = posted.text("year");
        if (!text.matches("[0-9]{4}")) {
            throw Refusal.invalid("fiscal-year-malformed").with("year", TextField.beginning(text, 20));
        }
        return Integer.parseInt(text);
    }

    private static String preview(Posted posted) {
        return posted.text("year").matches("[0-9]{4}")
                ? "/year-end/preview?year=" + posted.text("year") + "&subtree=" + on(posted, "subtree")
                : "/year-end";
    }
}
