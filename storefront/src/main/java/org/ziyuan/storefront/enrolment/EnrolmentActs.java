package org.ziyuan.storefront.enrolment;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.enrolment.DraftSnapshot;
import org.ziyuan.marketplace.enrolment.FreezeSnapshot;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** What a bureau does with a count of pupils: begin and freeze it. */
@Controller
class EnrolmentActs implements RoutePolicies {

    private static final Map<String, String> FIELDS = Map.of(
            "fiscal-year-out-of-range", "fiscalYear",
            "fiscal-year-malformed", "fiscalYear",
            "census-of-another-year", "censusDate",
            "date-malformed", "censusDate");

    private final DraftSnapshot drafts;
    private final FreezeSnapshot freezing;

    EnrolmentActs(DraftSnapshot drafts, FreezeSnapshot freezing) {
        this.drafts = drafts;
        this.freezing = freezing;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, "/enrolment", Role.bureaus()), roles(POST, "/enrolment/{id}/freeze", Role.bureaus()));
    }

    @PostMapping("/enrolment")
    Mono<String> begin(Actor actor, Posted posted) {
        return posted.keeping(FIELDS)
                .leadingTo(
                        () -> drafts.begin(
                                        posted.id("operation"),
                                        year(posted),
                                        Fields.day(posted.form(), "censusDate"),
                                        actor)
                                .map(draft -> "redirect:/enrolment/" + draft.id()),
                        "/enrolment");
    }

    @PostMapping("/enrolment/{id}/freeze")
    Mono<String> freeze(@PathVariable UUID id, Actor actor, Posted posted) {
        return posted.asShown("snapshot", id)
                .of(() -> freezing.freeze(id, actor), "enrolment.said.frozen", "/enrolment/" + id);
    }

    private static int year(Posted posted) {
        String text = posted.plain("fiscalYear");
        if (!text.matches("[0-9]{4}")) {
            throw Refusal.invalid("fiscal-year-malformed").with("year", TextField.beginning(text, 20));
        }
        return Integer.parseInt(text);
    }
}
