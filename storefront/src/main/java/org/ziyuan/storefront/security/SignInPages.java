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
import org.ziyuan.marketplace.access.Sessions;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.signon.provider.IdentityProviders;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The page on which people sign in, and the way out. */
@Controller
class SignInPages implements RoutePolicies {

    private static final String FORM = "security/sign-in";

    private final Sessions sessions;
    private final RefusedSignIn refused;
    private final IdentityProviders providers;

    SignInPages(Sessions sessions, RefusedSignIn refused, IdentityProviders providers) {
        this.providers = providers;
        this.sessions = sessions;
        this.refused = refused;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(anyone(GET, "/sign-in"), anyone(POST, "/sign-in"), anyone(POST, "/sign-out"));
    }

    @GetMapping("/sign-in")
    Mono<String> form(@RequestParam(required = false) @Nullable String from, Model model) {
        return shown(model, "", from);
    }

    @PostMapping("/sign-in")
    Mono<String> signIn(Entry entry, Model model, ServerWebExchange exchange, Locale locale) {
        return sessions.signIn(exchange, text(entry.login()), text(entry.password()))
                .map(opened -> "redirect:" + ReturnPath.after(opened, entry.from()))
                .onErrorResume(Refusal.class, refusal -> refused(refusal, entry, model, exchange, locale));
    }

    @PostMapping("/sign-out")
    Mono<String> signOut(ServerWebExchange exchange) {
        return sessions.close(exchange).thenReturn("redirect:/");
    }

    private Mono<String> refused(Refusal refusal, Entry entry, Model model, ServerWebExchange exchange, Locale locale) {
        String next = RefusedSignIn.next(refusal, entry.from());
        if (next != null) {
            return Mono.just(next);
        }
        refused.show(refusal, "login", model, exchange.getResponse(), locale);
        return shown(model, text(entry.login()), entry.from());
    }

    private Mono<String> shown(Model model, String login, @Nullable String from) {
        model.addAttribute("login", login);
        model.addAttribute("from", ReturnPath.of(from));
        return providers
                .offered()
                .collectList()
                .doOnNext(offered -> model.addAttribute("providers", offered))
                .thenReturn(FORM);
    }

    private static String text(@Nullable String field) {
        return Objects.requireNonNullElse(field, "");
    }

    record Entry(
            @Nullable String login,
            @Nullable String password,
            @Nullable String from) {}
}
