package org.ziyuan.storefront.signon;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.form.Flash;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.problem.RefusalSentences;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.signon.PreviewMapping;
import org.ziyuan.marketplace.signon.SignOn;
import org.ziyuan.marketplace.signon.provider.IdentityProviders;
import org.ziyuan.marketplace.signon.provider.WriteIdentityProvider;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.storefront.layout.FormErrors;
import reactor.core.publisher.Mono;

/** The identity providers of this installation: who they are, what their claims mean, and what they are trusted with. */
@Controller
class ProviderPages implements RoutePolicies {

    private static final String AT = "/identity-providers";
    private static final String PAGE = "signon/provider";

    private final IdentityProviders providers;
    private final WriteIdentityProvider write;
    private final PreviewMapping preview;
    private final RefusalSentences sentences;
    private final MessageSource words;

    ProviderPages(
            IdentityProviders providers,
            WriteIdentityProvider write,
            PreviewMapping preview,
            RefusalSentences sentences,
            MessageSource words) {
        this.providers = providers;
        this.write = write;
        this.preview = preview;
        this.sentences = sentences;
        this.words = words;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, AT, Role.OPERATOR),
                roles(GET, AT + "/new", Role.OPERATOR),
                roles(GET, AT + "/{id}", Role.OPERATOR),
                roles(POST, AT, Role.OPERATOR),
                roles(POST, AT + "/{id}/preview", Role.OPERATOR));
    }

    @GetMapping(AT)
    Mono<String> list(Model model) {
        return providers
                .all()
                .collectList()
                .doOnNext(all -> model.addAttribute("providers", all))
                .thenReturn("signon/providers");
    }

    @GetMapping(AT + "/new")
    String form(Model model, ServerWebExchange exchange) {
        return shown(ProviderForm.empty(), model, exchange);
    }

    @GetMapping(AT + "/{id}")
    Mono<String> form(@PathVariable UUID id, Model model, ServerWebExchange exchange) {
        return providers.find(id).map(provider -> shown(ProviderForm.of(provider), model, exchange));
    }

    @PostMapping(AT)
    Mono<String> write(ProviderForm form, Actor actor, Model model, ServerWebExchange exchange, Locale locale) {
        return Mono.fromCallable(form::provider)
                .flatMap(provider -> write.write(provider, form.secretTyped(), actor))
                .then(Mono.defer(exchange::getSession))
                .doOnNext(session -> Flash.good(words.getMessage("provider.written", null, locale))
                        .keepIn(session))
                .thenReturn("redirect:" + AT)
                .onErrorResume(Refusal.class, refusal -> {
                    String field = Objects.toString(refusal.values().get("field"), "roles");
                    refused(refusal, field, model, exchange, locale);
                    return Mono.just(shown(form, model, exchange));
                });
    }

    @PostMapping(AT + "/{id}/preview")
    Mono<String> preview(@PathVariable UUID id, Claims typed, Model model, ServerWebExchange exchange, Locale locale) {
        String claims = Objects.requireNonNullElse(typed.claims(), "");
        model.addAttribute("claims", claims);
        return preview.of(id, claims)
                .doOnNext(seen -> model.addAttribute("preview", seen))
                .then()
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.kind() == Refusal.Kind.NOT_FOUND
                                ? Mono.error(refusal)
                                : Mono.fromRunnable(() -> refused(refusal, "claims", model, exchange, locale)))
                .then(Mono.defer(() -> form(id, model, exchange)));
    }

    private void refused(Refusal refusal, String field, Model model, ServerWebExchange exchange, Locale locale) {
        exchange.getResponse()
                .setStatusCode(
                        refusal.kind() == Refusal.Kind.CONFLICT
                                ? HttpStatus.CONFLICT
                                : HttpStatus.UNPROCESSABLE_CONTENT);
        model.addAttribute("errors", FormErrors.on(field, sentences.of(refusal, locale)));
    }

    private static String shown(ProviderForm form, Model model, ServerWebExchange exchange) {
        var asked = exchange.getRequest().getURI();
        model.addAttribute("form", form)
                .addAttribute("roles", ProviderForm.MAPPED)
                .addAttribute("protocols", ProviderForm.PROTOCOLS)
                .addAttribute(
                        "back", asked.getScheme() + "://" + asked.getAuthority() + SignOn.BACK + form.providerCode());
        return PAGE;
    }

    record Claims(@Nullable String claims) {}
}
