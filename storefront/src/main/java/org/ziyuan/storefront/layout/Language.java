package org.ziyuan.storefront.layout;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.SimpleLocaleContext;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.i18n.LocaleContextResolver;
import reactor.core.publisher.Mono;

/**
 * Which language a person reads: {@code ?lang=} decides and is remembered in a cookie; otherwise the cookie; otherwise
 * Chinese. The JSON API follows {@code Accept-Language}, because a program has no language switch.
 */
@Component("localeContextResolver")
class Language implements LocaleContextResolver, WebFilter {

    static final String PARAMETER = "lang";
    private static final Duration REMEMBERED = Duration.ofDays(365);

    @Override
    public LocaleContext resolveLocaleContext(ServerWebExchange exchange) {
        return new SimpleLocaleContext(localeOf(exchange));
    }

    @Override
    public void setLocaleContext(ServerWebExchange exchange, @Nullable LocaleContext context) {
        throw new UnsupportedOperationException("the language is chosen with ?lang=");
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Locale asked = known(exchange.getRequest().getQueryParams().getFirst(PARAMETER));
        if (asked != null) {
            exchange.getResponse()
                    .addCookie(ResponseCookie.from(PARAMETER, asked.getLanguage())
                            .path("/")
                            .httpOnly(true)
                            .sameSite("Lax")
                            .maxAge(REMEMBERED)
                            .build());
        }
        return chain.filter(exchange);
    }

    private static Locale localeOf(ServerWebExchange exchange) {
        Locale asked = known(exchange.getRequest().getQueryParams().getFirst(PARAMETER));
        if (asked != null) {
            return asked;
        }
        HttpCookie remembered = exchange.getRequest().getCookies().getFirst(PARAMETER);
        Locale chosen = remembered == null ? null : known(remembered.getValue());
        if (chosen != null) {
            return chosen;
        }
        return isApi(exchange) ? accepted(exchange) : Locale.SIMPLIFIED_CHINESE;
    }

    private static boolean isApi(ServerWebExchange exchange) {
        return exchange.getRequest().getPath().value().startsWith("/api/");
    }

    private static Locale accepted(ServerWebExchange exchange) {
        try {
            boolean english = exchange.getRequest().getHeaders().getAcceptLanguageAsLocales().stream()
                    .findFirst()
                    .filter(first -> first.getLanguage().equals("en"))
                    .isPresent();
            return english ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformedHeader) {
            // The JDK counts before it looks: a language of hyphens alone is an index out of bounds to it.
            return Locale.SIMPLIFIED_CHINESE;
        }
    }

    private static @Nullable Locale known(@Nullable String language) {
        if (language == null) {
            return null;
        }
        return switch (language) {
            case "zh" -> Locale.SIMPLIFIED_CHINESE;
            case "en" -> Locale.ENGLISH;
            default -> null;
        };
    }
}
