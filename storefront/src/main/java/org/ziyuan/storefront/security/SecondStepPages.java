package org.ziyuan.storefront.security;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.anyone;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.access.SecondStep;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The second step of a sign-in: to show the second factor, or to set it up where a role needs one and there is none. */
@Controller
class SecondStepPages implements RoutePolicies {

    private static final String FORM = "security/second-step";
    private static final String SETUP = "security/second-step-setup";

    private final SecondStep second;
    private final RefusedSignIn refused;

    SecondStepPages(SecondStep second, RefusedSignIn refused) {
        this.second = second;
        this.refused = refused;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                anyone(GET, RefusedSignIn.SECOND_STEP),
                anyone(POST, RefusedSignIn.SECOND_STEP),
                anyone(POST, RefusedSignIn.PASSKEY),
                anyone(GET, RefusedSignIn.SETUP),
                anyone(POST, RefusedSignIn.SETUP));
    }

    @GetMapping(RefusedSignIn.SECOND_STEP)
    Mono<String> form(@RequestParam(required = false) @Nullable String from, Model model, ServerWebExchange exchange) {
        return shown(model, from, exchange);
    }

    @PostMapping(RefusedSignIn.PASSKEY)
    Mono<String> prove(Answered entry, Model model, ServerWebExchange exchange, Locale locale) {
        return second.provePasskey(exchange, text(entry.credential()))
                .map(opened -> "redirect:" + ReturnPath.after(opened, entry.from()))
                .onErrorResume(
                        Refusal.class,
                        refusal -> again(refusal, model, exchange, locale)
                                .then(Mono.defer(() -> shown(model, entry.from(), exchange))));
    }

    @PostMapping(RefusedSignIn.SECOND_STEP)
    Mono<String> prove(Code entry, Model model, ServerWebExchange exchange, Locale locale) {
        return second.prove(exchange, text(entry.oneTimeCode()))
                .map(opened -> "redirect:" + ReturnPath.after(opened, entry.from()))
                .onErrorResume(
                        Refusal.class,
                        refusal -> again(refusal, model, exchange, locale)
                                .then(Mono.defer(() -> shown(model, entry.from(), exchange))));
    }

    @GetMapping(RefusedSignIn.SETUP)
    Mono<String> begin(@RequestParam(required = false) @Nullable String from, Model model, ServerWebExchange exchange) {
        model.addAttribute("from", ReturnPath.of(from));
        return second.begin(exchange)
                .doOnNext(setup -> model.addAttribute("setup", setup).addAttribute("picture", QrPath.of(setup.uri())))
                .thenReturn(SETUP)
                .onErrorResume(Refusal.class, RefusedSignIn::toSignIn);
    }

    @PostMapping(RefusedSignIn.SETUP)
    Mono<String> confirm(Code entry, Model model, ServerWebExchange exchange, Locale locale) {
        return second.confirm(exchange, text(entry.oneTimeCode()))
                .map(onPaper -> RecoveryCodesPage.shown(model, onPaper, ReturnPath.of(entry.from())))
                .onErrorResume(
                        Refusal.class,
                        refusal -> again(refusal, model, exchange, locale)
                                .then(Mono.defer(() -> begin(entry.from(), model, exchange))));
    }

    /** Where there was no first step, or it is too long ago, there is nothing to show again. */
    private Mono<Void> again(Refusal refusal, Model model, ServerWebExchange exchange, Locale locale) {
        return refusal.code().startsWith("sign-in-required")
                ? Mono.error(refusal)
                : Mono.fromRunnable(() -> refused.show(refusal, "oneTimeCode", model, exchange.getResponse(), locale));
    }

    private Mono<String> shown(Model model, @Nullable String from, ServerWebExchange exchange) {
        model.addAttribute("from", ReturnPath.of(from));
        return second.request(exchange)
                .doOnNext(request -> model.addAttribute("passkey", request))
                .thenReturn(FORM);
    }

    private static String text(@Nullable String field) {
        return Objects.requireNonNullElse(field, "");
    }

    record Answered(@Nullable String credential, @Nullable String from) {}

    record Code(@Nullable String oneTimeCode, @Nullable String from) {}
}
