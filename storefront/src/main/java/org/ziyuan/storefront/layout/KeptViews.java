package org.ziyuan.storefront.layout;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.result.view.View;
import org.springframework.web.util.UriUtils;
import org.thymeleaf.spring6.ISpringWebFluxTemplateEngine;
import org.thymeleaf.spring6.view.reactive.ThymeleafReactiveViewResolver;
import reactor.core.publisher.Mono;

/** Makes the view of a template once for each language; the library makes a bean of it for each page it shows. */
@Component("thymeleafReactiveViewResolver")
class KeptViews extends ThymeleafReactiveViewResolver {

    /** Signs that stand in no address as they are, and a % that encodes nothing. Braces would be places to be filled in. */
    private static final Pattern OF_NO_ADDRESS =
            Pattern.compile("[^A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+|%(?![0-9A-Fa-f]{2})");

    /** Templates are named by our own handlers, so that there are no more of them than files. */
    private final Map<Kept, Mono<View>> views = new ConcurrentHashMap<>();

    KeptViews(ISpringWebFluxTemplateEngine engine) {
        setTemplateEngine(engine);
        setDefaultCharset(StandardCharsets.UTF_8);
        setSupportedMediaTypes(List.of(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8)));
        // As Boot has it: everything else is asked first.
        setOrder(Ordered.LOWEST_PRECEDENCE - 5);
    }

    /** The address of a redirect is one, whatever somebody typed into a part of it. */
    @Override
    public Mono<View> resolveViewName(String name, Locale locale) {
        return name.startsWith(REDIRECT_URL_PREFIX)
                ? super.resolveViewName(address(name), locale)
                : views.computeIfAbsent(
                        new Kept(name, locale),
                        first -> super.resolveViewName(name, locale).cache());
    }

    static String address(String typed) {
        return OF_NO_ADDRESS
                .matcher(typed)
                .replaceAll(found -> Matcher.quoteReplacement(UriUtils.encode(found.group(), StandardCharsets.UTF_8)));
    }

    private record Kept(String name, Locale locale) {}
}
