package org.ziyuan.storefront.security;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.signedIn;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.access.OwnSecondFactor;
import org.ziyuan.marketplace.form.Flash;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Where a person sets up his second factor, gets new codes on paper, or gives it up. */
@Controller
class SecondFactorPages implements RoutePolicies {

    private static final String PAGE = "security/second-factor";
    private static final String AT = "/account/second-factor";

    private final OwnSecondFactor own;
    private final RefusedSignIn refused;
    private final MessageSource words;

    SecondFactorPages(OwnSecondFactor own, RefusedSignIn refused, MessageSource words) {
        this.own = own;
        this.refused = refused;
        this.words = words;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                signedIn(GET, AT),
                signedIn(POST, AT),
                signedIn(POST, AT + "/recovery-codes"),
                signedIn(POST, AT + "/end"));
    }

    @GetMapping(AT)
    Mono<String> page(Actor actor, Model model, ServerWebExchange exchange) {
        return Mono.zip(
                        own.standing(actor),
                        own.begin(actor),
                        own.creation(exchange, actor),
                        own.passkeys(actor).collectList())
                .doOnNext(both -> model.addAttribute("standing", both.getT1())
                        .addAttribute("setup", both.getT2())
                        .addAttribute("picture", QrPath.of(both.getT2().uri()))
                        .addAttribute("creation", both.getT3())
                        .addAttribute("passkeys", both.getT4()))
                .thenReturn(PAGE);
    }

    @PostMapping(AT)
    Mono<String> confirm(Codes entry, Actor actor, Model model, ServerWebExchange exchange, Locale locale) {
        return own.confirm(exchange, actor, text(entry.oneTimeCode()), text(entry.presentCode()))
                .map(onPaper -> RecoveryCodesPage.shown(model, onPaper, "/account"))
                .onErrorResume(Refusal.class, refusal -> {
                    // The code of the phone before is asked first, and a wrong one is a failed proof.
                    boolean present = refusal.kind() != Refusal.Kind.INVALID;
                    return again(refusal, present ? "presentCode" : "oneTimeCode", actor, model, exchange, locale);
                });
    }

    @PostMapping(AT + "/recovery-codes")
    Mono<String> renew(Codes entry, Actor actor, Model model, ServerWebExchange exchange, Locale locale) {
        return own.renewOnPaper(exchange, actor, text(entry.presentCode()))
                .map(onPaper -> RecoveryCodesPage.shown(model, onPaper, "/account"))
                .onErrorResume(Refusal.class, refusal -> again(refusal, "renew", actor, model, exchange, locale));
    }

    @PostMapping(AT + "/end")
    Mono<String> end(Codes entry, Actor actor, Model model, ServerWebExchange exchange, Locale locale) {
        return own.end(exchange, actor, text(entry.presentCode()))
                .then(Mono.defer(exchange::getSession))
                .doOnNext(session -> Flash.good(words.getMessage("second.ended", null, locale))
                        .keepIn(session))
                .thenReturn("redirect:/account")
                .onErrorResume(Refusal.class, refusal -> again(refusal, "end", actor, model, exchange, locale));
    }

    Mono<String> again(
            Refusal refusal, String field, Actor actor, Model model, ServerWebExchange exchange, Locale locale) {
        refused.show(refusal, field, model, exchange.getResponse(), locale);
        return page(actor, model, exchange);
    }

    private static String text(@Nullable String field) {
        return Objects.requireNonNullElse(field, "");
    }

    record Codes(@Nullable String oneTimeCode, @Nullable String presentCode) {}
}
