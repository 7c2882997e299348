package org.ziyuan.marketplace.paging;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** Gives a handler that declares a {@link Sought} what the address asks of the list. */
@Component
class SoughtArgument implements HandlerMethodArgumentResolver, WebFluxConfigurer {

    private static final int LONGEST = 80;
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2999;

    /** Said anew by every link. */
    private static final List<String> NOT_KEPT = List.of("cursor", "lang", "format");

    private static final Pattern NAME = Pattern.compile("[a-zA-Z]{1,20}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    @Override
    public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
        configurer.addCustomResolver(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().equals(Sought.class);
    }

    @Override
    public Mono<Object> resolveArgument(
            MethodParameter parameter, BindingContext bindingContext, ServerWebExchange exchange) {
        return Mono.fromCallable(() -> sought(
                exchange.getRequest().getQueryParams(),
                exchange.getRequest().getPath().value()));
    }

    /** Refuses with {@code words-too-long}, {@code date-malformed} and {@code field-malformed}. */
    static Sought sought(MultiValueMap<String, String> asked, String path) {
        String typed = CONTROL.matcher(text(asked, "find")).replaceAll(" ");
        if (typed.codePointCount(0, typed.length()) > LONGEST) {
            throw Refusal.invalid("words-too-long").with("most", LONGEST);
        }
        Map<String, String> kept = new TreeMap<>();
        asked.toSingleValueMap().forEach((name, value) -> {
            boolean keeps = value != null && !value.isBlank() && !NOT_KEPT.contains(name);
            if (keeps && NAME.matcher(name).matches()) {
                kept.put(name, value);
            }
        });
        return new Sought(
                Sought.words(typed),
                day(asked, "from"),
                day(asked, "until"),
                text(asked, "cursor"),
                limit(text(asked, "limit")),
                path,
                Collections.unmodifiableMap(kept),
                Set.of());
    }

    private static int limit(String text) {
        if (text.isEmpty()) {
            return Sought.ON_A_PAGE;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException malformed) {
            throw Refusal.malformed("field-malformed").with("field", "limit");
        }
    }

    private static @Nullable LocalDate day(MultiValueMap<String, String> asked, String name) {
        if (text(asked, name).isBlank()) {
            return null;
        }
        LocalDate day = Fields.day(asked, name);
        if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
            throw Refusal.invalid("date-malformed").with("date", day);
        }
        return day;
    }

    private static String text(MultiValueMap<String, String> asked, String name) {
        return Fields.text(asked, name);
    }
}
