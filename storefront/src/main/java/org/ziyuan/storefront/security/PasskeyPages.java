package org.ziyuan.storefront.security;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.signedIn;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.access.OwnSecondFactor;
import org.ziyuan.marketplace.form.Flash;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Where a person adds and deletes passkeys; the forms stand on the page of the second factor. */
@Controller
class PasskeyPages implements RoutePolicies {

    private static final String AT = "/account/second-factor/passkeys";

    private final OwnSecondFactor own;
    private final SecondFactorPages page;
    private final MessageSource words;

    PasskeyPages(OwnSecondFactor own, SecondFactorPages page, MessageSource words) {
        this.own = own;
        this.page = page;
        this.words = words;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(signedIn(POST, AT), signedIn(POST, AT + "/end"));
    }

    @PostMapping(AT)
    Mono<String> add(Made made, Actor actor, Model model, ServerWebExchange exchange, Locale locale) {
        return own.addPasskey(exchange, actor, text(made.label()), text(made.credential()), text(made.presentCode()))
                .flatMap(onPaper -> onPaper.isPresent()
                        ? Mono.just(RecoveryCodesPage.shown(model, onPaper.get(), "/account/second-factor"))
                        : said(exchange, "passkey.added", locale))
                .onErrorResume(Refusal.class, refusal -> {
                    model.addAttribute("label", text(made.label()));
                    String field = Objects.toString(refusal.values().get("field"), "add");
                    return page.again(refusal, field, actor, model, exchange, locale);
                });
    }

    @PostMapping(AT + "/end")
    Mono<String> end(Ended ended, Actor actor, Model model, ServerWebExchange exchange, Locale locale) {
        return Mono.justOrEmpty(ended.id())
                .flatMap(id -> own.endPasskey(exchange, actor, id, text(ended.presentCode())))
                .then(said(exchange, "passkey.ended", locale))
                .onErrorResume(
                        Refusal.class,
                        refusal -> page.again(refusal, "end-" + ended.id(), actor, model, exchange, locale));
    }

    private Mono<String> said(ServerWebExchange exchange, String key, Locale locale) {
        return exchange.getSession()
                .doOnNext(session ->
                        Flash.good(words.getMessage(key, null, locale)).keepIn(session))
                .thenReturn("redirect:/account/second-factor");
    }

    private static String text(@Nullable String field) {
        return Objects.requireNonNullElse(field, "");
    }

    record Made(
            @Nullable String label,
            @Nullable String credential,
            @Nullable String presentCode) {}

    record Ended(@Nullable UUID id, @Nullable String presentCode) {}
}
