package org.ziyuan.storefront.sandbox.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.util.HtmlUtils;

/** Pages of the sandbox tools: {@code {{name}}} is filled escaped, {@code {{{name}}}} with markup of our own. */
final class Html {

    private static final Pattern PLACE = Pattern.compile("\\{\\{\\{([a-z-]+)}}}|\\{\\{([a-z-]+)}}");
    private static final Map<String, String> RESOURCES = new ConcurrentHashMap<>();

    private Html() {}

    static String filled(String template, Map<String, String> values) {
        Matcher places = PLACE.matcher(resource(template));
        return places.replaceAll(place -> Matcher.quoteReplacement(
                place.group(1) != null
                        ? values.getOrDefault(place.group(1), "")
                        : HtmlUtils.htmlEscape(values.getOrDefault(place.group(2), ""))));
    }

    static String resource(String name) {
        return RESOURCES.computeIfAbsent(name, Html::read);
    }

    private static String read(String name) {
        try {
            return new ClassPathResource("sandbox/tool/" + name).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
