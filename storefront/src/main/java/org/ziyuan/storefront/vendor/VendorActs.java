package org.ziyuan.storefront.vendor;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.identity.Role.OPERATOR;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Controller;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Outcome;
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
    private final DecideEvidence evidence;
    private final HandIn handIn;
    private final MoveVendor vendors;
    private final Outcome outcome;

    VendorActs(
            DecideApplication applications,
            DecideEvidence evidence,
            HandIn handIn,
            MoveVendor vendors,
            Outcome outcome) {
        this.applications = applications;
        this.evidence = evidence;
        this.handIn = handIn;
        this.vendors = vendors;
        this.outcome = outcome;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, APPLICATION + "/accept", OPERATOR),
                roles(POST, APPLICATION + "/refuse", OPERATOR),
                roles(POST, VENDOR + "/admit", OPERATOR),
                roles(POST, VENDOR + "/suspend", OPERATOR),
                roles(POST, VENDOR + "/reinstate", OPERATOR),
                roles(POST, VENDOR + "/requirements/{requirement}", OPERATOR),
                roles(POST, EVIDENCE + "/accept", OPERATOR),
                roles(POST, EVIDENCE + "/return", OPERATOR));
    }

    @PostMapping(APPLICATION + "/accept")
    Mono<String> accept(
            @PathVariable UUID id, Actor operator, WebSession session, Locale locale, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> outcome.asShown("vendor-application", id, form)
                        .of(applications.accept(id, operator), "vendors.said.accepted", "/vendors", session, locale));
    }

    @PostMapping(APPLICATION + "/refuse")
    Mono<String> refuse(
            @PathVariable UUID id, Actor operator, WebSession session, Locale locale, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> reasoned(form, id)
                        .asShown("vendor-application", id, form)
                        .of(
                                Mono.defer(() -> applications.refuse(id, Fields.text(form, "reason"), operator)),
                                "vendors.said.refused",
                                "/vendors",
                                session,
                                locale));
    }

    /** Several stand on one page: the reason goes back to the one it was written for. */
    private Outcome.Keeping reasoned(MultiValueMap<String, String> form, UUID about) {
        MultiValueMap<String, String> typed = new LinkedMultiValueMap<>();
        typed.add("reason-" + about, Fields.text(form, "reason"));
        return outcome.keeping(typed, Map.of("reason-required", "reason-" + about));
    }

    @PostMapping(VENDOR + "/admit")
    Mono<String> admit(
            @PathVariable UUID id, Actor operator, WebSession session, Locale locale, ServerWebExchange exchange) {
        return moved(id, form -> vendors.admit(id, operator), "vendors.said.admitted", session, locale, exchange);
    }

    @PostMapping(VENDOR + "/suspend")
    Mono<String> suspend(
            @PathVariable UUID id, Actor operator, WebSession session, Locale locale, ServerWebExchange exchange) {
        return moved(
                id,
                form -> vendors.suspend(id, Fields.text(form, "reason"), operator),
                "vendors.said.suspended",
                session,
                locale,
                exchange);
    }

    @PostMapping(VENDOR + "/reinstate")
    Mono<String> reinstate(
            @PathVariable UUID id, Actor operator, WebSession session, Locale locale, ServerWebExchange exchange) {
        return moved(
                id,
                form -> vendors.reinstate(id, Fields.text(form, "reason"), operator),
                "vendors.said.reinstated",
                session,
                locale,
                exchange);
    }

    private Mono<String> moved(
            UUID id,
            Function<MultiValueMap<String, String>, Mono<Void>> act,
            String done,
            WebSession session,
            Locale locale,
            ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> outcome.keeping(form, Map.of("reason-required", "reason"))
                        .asShown("vendor", id, form)
                        .of(Mono.defer(() -> act.apply(form)), done, "/vendors/" + id, session, locale));
    }

    /** What the operator found himself. */
    @PostMapping(VENDOR + "/requirements/{requirement}")
    Mono<String> found(
            @PathVariable UUID id,
            @PathVariable String requirement,
            Actor operator,
            WebSession session,
            Locale locale,
            ServerWebExchange exchange) {
        return moved(
                id,
                form -> handIn.handIn(
                        Fields.id(form, "operation"),
                        id,
                        requirement,
                        new HandIn.Said(Fields.text(form, "said"), null, null),
                        operator),
                "vendors.said.found",
                session,
                locale,
                exchange);
    }

    @PostMapping(EVIDENCE + "/accept")
    Mono<String> acceptEvidence(
            @PathVariable UUID id,
            @PathVariable("evidence") UUID proof,
            Actor operator,
            WebSession session,
            Locale locale,
            ServerWebExchange exchange) {
        return moved(
                id,
                form -> evidence.accept(proof, operator),
                "vendors.said.evidenceAccepted",
                session,
                locale,
                exchange);
    }

    @PostMapping(EVIDENCE + "/return")
    Mono<String> returnEvidence(
            @PathVariable UUID id,
            @PathVariable("evidence") UUID proof,
            Actor operator,
            WebSession session,
            Locale locale,
            ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> reasoned(form, proof)
                        .asShown("vendor", id, form)
                        .of(
                                Mono.defer(() -> evidence.giveBack(proof, Fields.text(form, "reason"), operator)),
                                "vendors.said.evidenceReturned",
                                "/vendors/" + id,
                                session,
                                locale));
    }
}
