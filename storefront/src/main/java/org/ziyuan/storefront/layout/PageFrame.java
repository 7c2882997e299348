package org.ziyuan.storefront.layout;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.reactive.result.view.CsrfRequestDataValueProcessor;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.form.Flash;
import org.ziyuan.marketplace.form.KeptForm;
import reactor.core.publisher.Mono;

/** Gives every page its frame and its CSRF token; JSON, pictures and notifications are left alone. */
@ControllerAdvice(annotations = Controller.class)
class PageFrame {

    private final Visitors visitors;
    private final boolean demo;

    PageFrame(Visitors visitors, Environment environment) {
        this.visitors = visitors;
        this.demo = environment.acceptsProfiles(Profiles.of("demo"));
    }

    @ModelAttribute
    Mono<Void> frame(Model model, ServerWebExchange exchange, Locale locale) {
        return isPage(exchange)
                ? describe(exchange, locale)
                        .doOnNext(shell -> model.addAttribute("shell", shell))
                        .doOnNext(shell -> model.addAttribute("follow", Follow.of(exchange.getRequest())))
                        .then(exchange.getSession())
                        .doOnNext(session -> refusedBefore(model, exchange, session))
                        .then(token(exchange))
                : Mono.empty();
    }

    /** The frame of the page that answers this exchange. */
    Mono<Shell> describe(ServerWebExchange exchange, Locale locale) {
        return Mono.zip(visitors.of(exchange), exchange.getSession())
                .map(both -> shell(exchange, locale, both.getT1(), both.getT2()));
    }

    /** What was typed into a form that was refused stands in it again, the sentence beside the field it is about. */
    private static void refusedBefore(Model model, ServerWebExchange exchange, WebSession session) {
        KeptForm kept =
                KeptForm.takeFrom(session, exchange.getRequest().getPath().value());
        model.addAttribute("typed", kept);
        if (kept.isOverChanges()) {
            exchange.getResponse().setStatusCode(HttpStatus.CONFLICT);
        }
        if (!model.containsAttribute("errors")) {
            model.addAttribute(
                    "errors", kept.blamesAField() ? FormErrors.on(kept.field(), kept.sentence()) : FormErrors.none());
        }
    }

    private Shell shell(ServerWebExchange exchange, Locale locale, Visitor visitor, WebSession session) {
        var request = exchange.getRequest();
        return new Shell(
                visitor,
                Navigation.of(visitor, request.getPath().value()),
                Objects.requireNonNullElse(request.getQueryParams().getFirst("q"), ""),
                otherLanguage(exchange, locale),
                demo,
                request.getHeaders().containsHeader("HX-Request"),
                Flash.takeFrom(session));
    }

    /** This page in the other language; never an address of another host, whatever path was asked for. */
    private static String otherLanguage(ServerWebExchange exchange, Locale locale) {
        String other = locale.getLanguage().equals("en") ? "zh" : "en";
        String query = Objects.requireNonNullElse(exchange.getRequest().getURI().getRawQuery(), "");
        String kept = Stream.of(query.split("&"))
                .filter(part -> !part.isEmpty() && !part.startsWith(Language.PARAMETER + "="))
                .map(part -> part + "&")
                .collect(Collectors.joining());
        String path = exchange.getRequest().getURI().getRawPath();
        return path.replaceFirst("^/*", "/") + "?" + kept + Language.PARAMETER + "=" + other;
    }

    /** Where Spring Security's form tag looks for the token; without asking for it there would be none to write. */
    Mono<Void> token(ServerWebExchange exchange) {
        Mono<CsrfToken> token = exchange.getAttributeOrDefault(CsrfToken.class.getName(), Mono.empty());
        return token.doOnNext(asked ->
                        exchange.getAttributes().put(CsrfRequestDataValueProcessor.DEFAULT_CSRF_ATTR_NAME, asked))
                .then();
    }

    private static boolean isPage(ServerWebExchange exchange) {
        Object handler = exchange.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
        return handler instanceof HandlerMethod method
                && !method.hasMethodAnnotation(ResponseBody.class)
                && !AnnotatedElementUtils.hasAnnotation(method.getBeanType(), ResponseBody.class);
    }
}
