package org.ziyuan.storefront.vendor;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.identity.Role.OPERATOR;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.vendor.DecideApplication;
import org.ziyuan.marketplace.vendor.DecideEvidence;
import org.ziyuan.marketplace.vendor.HandIn;
import org.ziyuan.marketplace.vendor.MoveVendor;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The operator's answers to applicants and vendors. */
@Controller
class VendorActs implements RoutePolicies {

    private static final String APPLICATION = "/vendors/applications/{id}";
    private static final String VENDOR = "/vendors/{id}";
    private static final String EVIDENCE = "/vendors/{id}/evidence/{evidence}";

    private final DecideApplication applications;
    private final DecideEvidence proofs;
    private final HandIn handIn;
    private final MoveVendor vendors;

    VendorActs(DecideApplication applications, DecideEvidence proofs, HandIn handIn, MoveVendor vendors) {
        this.applications = applications;
        this.proofs = proofs;
        this.handIn = handIn;
        this.vendors = vendors;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, APPLICATION + "/accept", OPERATOR),
                roles(POST, APPLICATION + "/refuse", OPERATOR),
                roles(POST, VENDOR + "/admit", OPERATOR),
                roles(POST, VENDOR + "/suspend", OPERATOR),
                roles(POST, VENDOR + "/reinstate", OPERATOR),
                roles(POST, VENDOR + "/terminate", OPERATOR),
                roles(POST, VENDOR + "/requirements/{requirement}", OPERATOR),
                roles(POST, EVIDENCE + "/accept", OPERATOR),
                roles(POST, EVIDENCE + "/return", OPERATOR));
    }

    @PostMapping(APPLICATION + "/accept")
    Mono<String> accept(@PathVariable UUID id, Actor operator, Posted posted) {
        return posted.asShown("vendor-application", id)
                .of(() -> applications.accept(id, operator), "vendors.said.accepted", "/vendors");
    }

    @PostMapping(APPLICATION + "/refuse")
    Mono<String> refuse(@PathVariable UUID id, Actor operator, Posted posted) {
        String reason = Fields.reasonFor(id);
        return posted.keeping(Map.of("reason-required", reason))
                .asShown("vendor-application", id)
                .of(() -> applications.refuse(id, posted.text(reason), operator), "vendors.said.refused", "/vendors");
    }

    @PostMapping(VENDOR + "/admit")
    Mono<String> admit(@PathVariable UUID id, Actor operator, Posted posted) {
        return moved(id, posted, () -> vendors.admit(id, operator), "vendors.said.admitted");
    }

    @PostMapping(VENDOR + "/suspend")
    Mono<String> suspend(@PathVariable UUID id, Actor operator, Posted posted) {
        return moved(id, posted, () -> vendors.suspend(id, posted.text("reason"), operator), "vendors.said.suspended");
    }

    @PostMapping(VENDOR + "/reinstate")
    Mono<String> reinstate(@PathVariable UUID id, Actor operator, Posted posted) {
        return moved(
                id, posted, () -> vendors.reinstate(id, posted.text("reason"), operator), "vendors.said.reinstated");
    }

    @PostMapping(VENDOR + "/terminate")
    Mono<String> terminate(@PathVariable UUID id, Actor operator, Posted posted) {
        return moved(
                id,
                posted,
                "endReason",
                () -> vendors.terminate(id, posted.text("endReason"), operator),
                "vendors.said.terminated");
    }

    /** What the operator found himself. */
    @PostMapping(VENDOR + "/requirements/{requirement}")
    Mono<String> found(@PathVariable UUID id, @PathVariable String requirement, Actor operator, Posted posted) {
        return moved(
                id,
                posted,
                () -> handIn.handIn(
                        posted.id("operation"),
                        id,
                        requirement,
                        new HandIn.Said(posted.text("said"), null, null),
                        operator),
                "vendors.said.found");
    }

    @PostMapping(EVIDENCE + "/accept")
    Mono<String> acceptEvidence(@PathVariable UUID id, @PathVariable UUID evidence, Actor operator, Posted posted) {
        return moved(id, posted, () -> proofs.accept(evidence, operator), "vendors.said.evidenceAccepted");
    }

    @PostMapping(EVIDENCE + "/return")
    Mono<String> returnEvidence(@PathVariable UUID id, @PathVariable UUID evidence, Actor operator, Posted posted) {
        String reason = Fields.reasonFor(evidence);
        return moved(
                id,
                posted,
                reason,
                () -> proofs.giveBack(evidence, posted.text(reason), operator),
                "vendors.said.evidenceReturned");
    }

    private static Mono<String> moved(UUID id, Posted posted, Supplier<Mono<Void>> act, String done) {
        return moved(id, posted, "reason", act, done);
    }

    private static Mono<String> moved(UUID id, Posted posted, String reason, Supplier<Mono<Void>> act, String done) {
        return posted.keeping(Map.of("reason-required", reason))
                .asShown("vendor", id)
                .of(act, done, "/vendors/" + id);
    }
}
