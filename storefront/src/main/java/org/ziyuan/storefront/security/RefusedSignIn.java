package org.ziyuan.storefront.security;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.util.UriComponentsBuilder;
import org.ziyuan.marketplace.problem.RefusalSentences;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.storefront.layout.FormErrors;
import reactor.core.publisher.Mono;

/** What a page says when a step of a sign-in was refused, and which step comes next when only the first was taken. */
@Component
public class RefusedSignIn {

    static final String SECOND_STEP = "/sign-in/second-step";
    static final String PASSKEY = "/sign-in/passkey";
    static final String SETUP = "/sign-in/second-factor";

    private final RefusalSentences sentences;

    RefusedSignIn(RefusalSentences sentences) {
        this.sentences = sentences;
    }

    /** To the next step, if that is all that is missing; null when it was really refused. */
    public static @Nullable String next(Refusal refusal, @Nullable String from) {
        String page = switch (refusal.code()) {
            case "second-factor-required" -> SECOND_STEP;
            case "second-factor-unset" -> SETUP;
            default -> null;
        };
        return page == null
                ? null
                : "redirect:"
                        + UriComponentsBuilder.fromPath(page)
                                .queryParam("from", "{from}")
                                .encode()
                                .buildAndExpand(ReturnPath.of(from))
                                .toUriString();
    }

    /** Without a first step there is no second. */
    static Mono<String> toSignIn(Refusal refusal) {
        String next = next(refusal, null);
        return next != null
                ? Mono.just(next)
                : refusal.code().equals("sign-in-required") ? Mono.just("redirect:/sign-in") : Mono.error(refusal);
    }

    /** Puts the sentence beside the field and gives the answer its status. */
    void show(Refusal refusal, String field, Model model, ServerHttpResponse response, Locale locale) {
        response.setStatusCode(
                switch (refusal.kind()) {
                    case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
                    case TOO_MANY -> HttpStatus.TOO_MANY_REQUESTS;
                    case FORBIDDEN -> HttpStatus.FORBIDDEN;
                    case INVALID, CONFLICT -> HttpStatus.UNPROCESSABLE_CONTENT;
                    default -> HttpStatus.SERVICE_UNAVAILABLE;
                });
        if (refusal.values().get("retryAfter") instanceof Duration pause) {
            response.getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(pause.toSeconds()));
        }
        model.addAttribute("errors", FormErrors.on(field, sentences.of(refusal, locale)));
    }
}
