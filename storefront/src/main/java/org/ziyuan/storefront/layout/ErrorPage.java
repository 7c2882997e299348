package org.ziyuan.storefront.layout;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.result.view.View;
import org.springframework.web.reactive.result.view.ViewResolver;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import org.ziyuan.marketplace.access.UnsentForms;
import org.ziyuan.marketplace.problem.Problem;
import org.ziyuan.marketplace.problem.RefusalPage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A refusal as a page: what it is in one line, why in the person's words, and where to go from here. */
@Component
class ErrorPage implements RefusalPage {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private static final Duration FRAME = Duration.ofSeconds(1);

    private static final Set<String> SESSION_IS_OVER = Set.of("sign-in-required", "csrf-token-invalid");

    private final ObjectProvider<UnsentForms> unsent;
    private final MessageSource words;
    private final PageFrame frame;
    private final Flux<ViewResolver> resolvers;

    ErrorPage(ObjectProvider<UnsentForms> unsent, MessageSource words, PageFrame frame, List<ViewResolver> resolvers) {
        this.unsent = unsent;
        this.words = words;
        this.frame = frame;
        this.resolvers = Flux.fromIterable(resolvers);
    }

    @Override
    public Mono<Void> show(ServerWebExchange exchange, Problem problem, String sentence) {
        Locale locale = Objects.requireNonNullElse(exchange.getLocaleContext().getLocale(), Locale.SIMPLIFIED_CHINESE);
        return SESSION_IS_OVER.contains(problem.code())
                ? keptUnsent(exchange, locale)
                        .flatMap(address ->
                                redirect(exchange, URI.create(address)).thenReturn(true))
                        .switchIfEmpty(Mono.defer(() ->
                                refused(exchange, problem, sentence, locale).thenReturn(true)))
                        .then()
                : refused(exchange, problem, sentence, locale);
    }

    /** What was typed into a form is not lost with the session: it stands there again after signing in. */
    private Mono<String> keptUnsent(ServerWebExchange exchange, Locale locale) {
        UnsentForms forms = unsent.getIfAvailable();
        return forms == null
                        || isPart(exchange)
                        || HttpMethod.GET.equals(exchange.getRequest().getMethod())
                ? Mono.empty()
                : forms.keep(
                        exchange,
                        words.getMessage("form.unsent.signIn", null, locale),
                        words.getMessage("form.unsent.back", null, locale));
    }

    private Mono<Void> refused(ServerWebExchange exchange, Problem problem, String sentence, Locale locale) {
        if (problem.code().equals("sign-in-required")) {
            return askToSignIn(exchange);
        }
        exchange.getResponse().setStatusCode(HttpStatusCode.valueOf(problem.status()));
        exchange.getResponse().getHeaders().set(HttpHeaders.CACHE_CONTROL, "no-store");
        Map<String, Object> model = new HashMap<>();
        model.put("status", problem.status());
        model.put("family", problem.code().equals("csrf-token-invalid") ? "expired" : family(problem.status()));
        model.put("sentence", sentence);
        return (problem.status() < 500 ? around(model, exchange, locale) : Mono.<Void>empty())
                .then(view(exchange, locale))
                .flatMap(view -> view.render(model, HTML, exchange));
    }

    /** To the sign-in page, and from there back to what was asked for, if that can be asked for again. */
    private static Mono<Void> askToSignIn(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/sign-in");
        if (HttpMethod.GET.equals(request.getMethod()) && !isPart(exchange)) {
            String query = request.getURI().getRawQuery();
            address.queryParam("from", "{from}");
            return redirect(
                    exchange,
                    address.encode().build(request.getURI().getRawPath() + (query == null ? "" : "?" + query)));
        }
        return redirect(exchange, address.build().toUri());
    }

    private static Mono<Void> redirect(ServerWebExchange exchange, URI address) {
        HttpHeaders headers = exchange.getResponse().getHeaders();
        if (isPart(exchange)) {
            exchange.getResponse().setStatusCode(HttpStatus.UNAUTHORIZED);
            headers.set("HX-Redirect", address.toString());
        } else {
            exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
            headers.setLocation(address);
        }
        return exchange.getResponse().setComplete();
    }

    /**
     * The frame needs a session and the database; a page that says they are away stands without it, and asks for neither.
     * Nobody waits for it for long.
     */
    private Mono<Void> around(Map<String, Object> model, ServerWebExchange exchange, Locale locale) {
        return isPart(exchange)
                ? Mono.empty()
                : frame.describe(exchange, locale)
                        .doOnNext(shell -> model.put("shell", shell))
                        .then(frame.token(exchange))
                        .timeout(FRAME)
                        .onErrorComplete();
    }

    private Mono<View> view(ServerWebExchange exchange, Locale locale) {
        String name = isPart(exchange) ? "error/part" : "error/page";
        return resolvers
                .concatMap(resolver -> resolver.resolveViewName(name, locale))
                .next();
    }

    private static boolean isPart(ServerWebExchange exchange) {
        return exchange.getRequest().getHeaders().containsHeader("HX-Request");
    }

    /** The statuses that have words of their own; the rest is explained by its hundred. */
    private static String family(int status) {
        return switch (status) {
            case 401, 403, 404, 409, 413, 429 -> String.valueOf(status);
            default -> status < 500 ? "400" : "500";
        };
    }
}
