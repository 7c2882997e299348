package org.ziyuan.storefront.security;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.signedIn;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.access.OwnSecondFactor;
import org.ziyuan.marketplace.access.OwnSessions;
import org.ziyuan.marketplace.access.Sessions;
import org.ziyuan.marketplace.form.Flash;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.People;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.problem.RefusalSentences;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.signon.IdentityLinks;
import org.ziyuan.marketplace.signon.provider.IdentityProviders;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.storefront.layout.FormErrors;
import reactor.core.publisher.Mono;

/** What a person sees and changes of his own account: the organization acted for, the password, the open sessions. */
@Controller
class AccountPages implements RoutePolicies {

    private static final String PAGE = "security/account";

    private final Sessions sessions;
    private final OwnSessions own;
    private final People people;
    private final OwnSecondFactor second;
    private final IdentityLinks links;
    private final IdentityProviders providers;
    private final RefusalSentences sentences;
    private final MessageSource words;

    AccountPages(
            Sessions sessions,
            OwnSessions own,
            People people,
            OwnSecondFactor second,
            IdentityLinks links,
            IdentityProviders providers,
            RefusalSentences sentences,
            MessageSource words) {
        this.sessions = sessions;
        this.own = own;
        this.people = people;
        this.second = second;
        this.links = links;
        this.providers = providers;
        this.sentences = sentences;
        this.words = words;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                signedIn(GET, "/account"),
                signedIn(POST, "/account/password"),
                signedIn(POST, "/account/sessions/end"),
                signedIn(POST, "/account/sessions/end-others"),
                signedIn(POST, "/acting-organization"));
    }

    @GetMapping("/account")
    Mono<String> account(Actor actor, Model model, ServerWebExchange exchange) {
        return AskedTogether.of(Mono.zip(
                        people.memberships(actor.person()).collectList(),
                        own.ofMine(exchange).collectList(),
                        own.historyOfMine().collectList(),
                        second.standing(actor),
                        links.ofMine(actor).collectList(),
                        providers.offered().collectList()))
                .map(all -> model.addAttribute("actor", actor)
                        .addAttribute("lends", actor.isAnyOf(Readers.whoLendDuties()))
                        .addAttribute("memberships", all.getT1())
                        .addAttribute("openSessions", all.getT2())
                        .addAttribute("history", all.getT3())
                        .addAttribute("second", all.getT4())
                        .addAttribute("identities", all.getT5())
                        .addAttribute("providers", all.getT6()))
                .thenReturn(PAGE);
    }

    @PostMapping("/acting-organization")
    Mono<String> actFor(Choice choice, ServerWebExchange exchange) {
        return Mono.justOrEmpty(choice.organization())
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("organization", "")))
                .flatMap(organization -> sessions.actFor(exchange, organization))
                .thenReturn("redirect:" + ReturnPath.of(choice.from()));
    }

    @PostMapping("/account/password")
    Mono<String> changePassword(NewPassword wish, Actor actor, Model model, ServerWebExchange exchange, Locale locale) {
        if (!text(wish.wanted()).equals(text(wish.again()))) {
            return refused(Refusal.invalid("password-repeated-differently"), actor, model, exchange, locale);
        }
        return own.changePassword(exchange, text(wish.old()), text(wish.wanted()))
                .then(said(exchange, "account.password.changed", locale))
                .onErrorResume(Refusal.class, refusal -> refused(refusal, actor, model, exchange, locale));
    }

    @PostMapping("/account/sessions/end")
    Mono<String> end(OneSession chosen, ServerWebExchange exchange, Locale locale) {
        return Mono.justOrEmpty(chosen.id())
                .flatMap(own::end)
                .then(said(exchange, "account.sessions.oneEnded", locale));
    }

    @PostMapping("/account/sessions/end-others")
    Mono<String> endOthers(ServerWebExchange exchange, Locale locale) {
        return own.endOthers(exchange).then(said(exchange, "account.sessions.ended", locale));
    }

    private Mono<String> refused(Refusal refusal, Actor actor, Model model, ServerWebExchange exchange, Locale locale) {
        String field = switch (refusal.code()) {
            case "sign-in-refused", "sign-in-paused" -> "old";
            case "password-repeated-differently" -> "again";
            default -> "wanted";
        };
        String sentence = refusal.code().equals("sign-in-refused")
                ? Objects.requireNonNull(words.getMessage("account.password.oldWrong", null, locale))
                : sentences.of(refusal, locale);
        exchange.getResponse().setStatusCode(HttpStatus.UNPROCESSABLE_CONTENT);
        model.addAttribute("errors", FormErrors.on(field, sentence));
        return account(actor, model, exchange);
    }

    private Mono<String> said(ServerWebExchange exchange, String key, Locale locale) {
        return exchange.getSession()
                .doOnNext(session ->
                        Flash.good(words.getMessage(key, null, locale)).keepIn(session))
                .thenReturn("redirect:/account");
    }

    private static String text(@Nullable String field) {
        return Objects.requireNonNullElse(field, "");
    }

    record OneSession(@Nullable UUID id) {}

    record Choice(@Nullable UUID organization, @Nullable String from) {}

    record NewPassword(
            @Nullable String old,
            @Nullable String wanted,
            @Nullable String again) {}
}
