package org.ziyuan.storefront.security;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.anyone;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.access.setup.FirstOperator;
import org.ziyuan.marketplace.form.Flash;
import org.ziyuan.marketplace.problem.RefusalSentences;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.storefront.layout.FormErrors;
import reactor.core.publisher.Mono;

/** Where the first operator is made with the one-time token; gone as soon as there is one. */
@Controller
@Profile("!demo")
class SetupPage implements RoutePolicies {

    private static final String FORM = "security/setup";

    private final FirstOperator first;
    private final RefusalSentences sentences;
    private final MessageSource words;

    SetupPage(FirstOperator first, RefusalSentences sentences, MessageSource words) {
        this.first = first;
        this.sentences = sentences;
        this.words = words;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(anyone(GET, "/setup"), anyone(POST, "/setup"));
    }

    @GetMapping("/setup")
    Mono<String> form() {
        return stillWanted().thenReturn(FORM);
    }

    @PostMapping("/setup")
    Mono<String> make(Wish wish, Model model, ServerWebExchange exchange, Locale locale) {
        return stillWanted()
                .then(Mono.defer(() -> make(wish)))
                .then(Mono.defer(exchange::getSession))
                .doOnNext(session ->
                        Flash.good(words.getMessage("setup.done", null, locale)).keepIn(session))
                .thenReturn("redirect:/sign-in")
                .onErrorResume(Refusal.class, refusal -> refused(refusal, wish, model, exchange, locale));
    }

    private Mono<Void> make(Wish wish) {
        return text(wish.password()).equals(text(wish.again()))
                ? first.make(text(wish.token()), text(wish.login()), text(wish.name()), text(wish.password()))
                : Mono.error(Refusal.invalid("password-repeated-differently"));
    }

    private Mono<String> refused(Refusal refusal, Wish wish, Model model, ServerWebExchange exchange, Locale locale) {
        if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
            return Mono.error(refusal);
        }
        String field = switch (refusal.code()) {
            case "setup-token-wrong" -> "token";
            case "login-malformed", "login-taken" -> "login";
            case "name-required" -> "name";
            case "password-repeated-differently" -> "again";
            default -> refusal.values().containsKey("field") ? "name" : "password";
        };
        exchange.getResponse().setStatusCode(HttpStatus.UNPROCESSABLE_CONTENT);
        model.addAttribute("errors", FormErrors.on(field, sentences.of(refusal, locale)));
        model.addAttribute("login", wish.login());
        model.addAttribute("name", wish.name());
        return Mono.just(FORM);
    }

    private Mono<Void> stillWanted() {
        return first.isMissing()
                .filter(missing -> missing)
                .switchIfEmpty(Mono.error(() -> Refusal.of(Refusal.Kind.NOT_FOUND, "page-not-found")))
                .then();
    }

    private static String text(@Nullable String field) {
        return Objects.requireNonNullElse(field, "");
    }

    record Wish(
            @Nullable String token,
            @Nullable String login,
            @Nullable String name,
            @Nullable String password,
            @Nullable String again) {}
}
