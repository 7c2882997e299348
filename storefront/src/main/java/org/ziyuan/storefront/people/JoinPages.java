package org.ziyuan.storefront.people;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.anyone;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.access.Sessions;
import org.ziyuan.marketplace.access.history.SignedIn.Means;
import org.ziyuan.marketplace.access.source.SourceAddress;
import org.ziyuan.marketplace.identity.CurrentActor;
import org.ziyuan.marketplace.people.Invitation;
import org.ziyuan.marketplace.people.Invitations;
import org.ziyuan.marketplace.people.UseInvitation;
import org.ziyuan.marketplace.problem.RefusalSentences;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.storefront.layout.FormErrors;
import org.ziyuan.storefront.security.RefusedSignIn;
import reactor.core.publisher.Mono;

/** Where an invited person types the code, sees who invites him to what, chooses a password and is in. */
@Controller
class JoinPages implements RoutePolicies {

    private static final String PAGE = "people/join";

    private final Invitations invitations;
    private final UseInvitation use;
    private final Sessions sessions;
    private final RefusalSentences sentences;

    JoinPages(Invitations invitations, UseInvitation use, Sessions sessions, RefusalSentences sentences) {
        this.invitations = invitations;
        this.use = use;
        this.sessions = sessions;
        this.sentences = sentences;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(anyone(GET, "/join"), anyone(POST, "/join"));
    }

    @GetMapping("/join")
    Mono<String> page(
            @RequestParam(required = false) @Nullable String invitationCode,
            Model model,
            ServerWebExchange exchange,
            Locale locale) {
        String code = text(invitationCode);
        model.addAttribute("code", code);
        return code.isBlank()
                ? Mono.just(PAGE)
                : shown(code, model, exchange)
                        .thenReturn(PAGE)
                        .onErrorResume(Refusal.class, refusal -> refused(refusal, model, exchange, locale));
    }

    @PostMapping("/join")
    Mono<String> join(Choice choice, Model model, ServerWebExchange exchange, Locale locale) {
        String code = text(choice.invitationCode());
        model.addAttribute("code", code);
        return Mono.defer(() -> choose(code, choice, exchange))
                .flatMap(person -> in(exchange, person))
                .onErrorResume(
                        Refusal.class,
                        refusal -> shown(code, model, exchange)
                                .onErrorComplete(Refusal.class)
                                .then(refused(refusal, model, exchange, locale)));
    }

    /** The code is used by now: what is still missing is asked for where everybody is asked for it. */
    private Mono<String> in(ServerWebExchange exchange, UUID person) {
        return sessions.open(exchange, person, Means.PASSWORD)
                .map(opened -> opened.memberships().size() > 1 ? "redirect:/account" : "redirect:/")
                .onErrorResume(
                        Refusal.class,
                        refusal -> Mono.just(
                                Objects.requireNonNullElse(RefusedSignIn.next(refusal, null), "redirect:/sign-in")));
    }

    private Mono<UUID> choose(String code, Choice choice, ServerWebExchange exchange) {
        return text(choice.password()).equals(text(choice.again()))
                ? CurrentActor.find()
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .flatMap(visitor -> use.choosePassword(
                                code,
                                text(choice.password()),
                                visitor.orElse(null),
                                SourceAddress.of(exchange.getRequest())))
                : Mono.error(Refusal.invalid("password-repeated-differently"));
    }

    private Mono<Invitation> shown(String code, Model model, ServerWebExchange exchange) {
        return invitations
                .byCode(code, SourceAddress.of(exchange.getRequest()))
                .doOnNext(found -> model.addAttribute("invitation", found));
    }

    private Mono<String> refused(Refusal refusal, Model model, ServerWebExchange exchange, Locale locale) {
        boolean known = model.containsAttribute("invitation");
        String field = !known
                ? "invitationCode"
                : refusal.code().equals("password-repeated-differently") ? "again" : "password";
        exchange.getResponse()
                .setStatusCode(
                        refusal.kind() == Refusal.Kind.TOO_MANY
                                ? HttpStatus.TOO_MANY_REQUESTS
                                : HttpStatus.UNPROCESSABLE_CONTENT);
        model.addAttribute("errors", FormErrors.on(field, sentences.of(refusal, locale)));
        return Mono.just(PAGE);
    }

    private static String text(@Nullable String field) {
        return Objects.requireNonNullElse(field, "");
    }

    record Choice(
            @Nullable String invitationCode,
            @Nullable String password,
            @Nullable String again) {}
}
