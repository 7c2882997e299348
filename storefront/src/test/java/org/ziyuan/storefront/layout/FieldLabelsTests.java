package org.ziyuan.storefront.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.ResolvableType;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.money.Money;

/** A refusal names a field as the page calls it: every field of a form and of the API has its name, and one name. */
class FieldLabelsTests {

    private static final Pattern FRAGMENT = Pattern.compile(
            "fragments/form :: (?:text|password|amount|number|date|area|select|radios|checkbox)\\('(\\w+)', #\\{([\\w.]+)");
    private static final Pattern INPUT = Pattern.compile("<(?:input|select|textarea)\\b[^>]*?\\sname=\"(\\w+)\"");

    private final Properties chinese = words(false);
    private final Properties english = words(true);

    @Test
    void everyFieldOfEveryFormHasItsName() {
        Set<String> named = new TreeSet<>();
        pages().forEach(page -> {
            FRAGMENT.matcher(Templates.text(page)).results().forEach(found -> named.add(found.group(1)));
            INPUT.matcher(Templates.text(page)).results().forEach(found -> named.add(found.group(1)));
        });

        assertThat(named).hasSizeGreaterThan(30).allMatch(this::isNamed);
    }

    @Test
    void everyFieldOfTheApiHasItsName() throws ClassNotFoundException {
        Set<String> named = new TreeSet<>();
        for (Method handler : handlers()) {
            for (Parameter parameter : handler.getParameters()) {
                if (parameter.isAnnotationPresent(RequestBody.class)) {
                    addParts(ResolvableType.forType(parameter.getParameterizedType()), named);
                }
                if (parameter.isAnnotationPresent(RequestParam.class)) {
                    RequestParam asked = parameter.getAnnotation(RequestParam.class);
                    named.add(asked.name().isEmpty() ? parameter.getName() : asked.name());
                }
            }
        }

        assertThat(named).hasSizeGreaterThan(50).allMatch(this::isNamed);
    }

    /** The parts of a body, of the records in it and of those that it is a list or a flow of. */
    private static void addParts(ResolvableType type, Set<String> named) {
        Stream.of(type.getGenerics()).forEach(inner -> addParts(inner, named));
        Class<?> body = type.toClass();
        if (body.isRecord() && body.getName().startsWith("org.ziyuan.") && !body.equals(Money.class)) {
            for (RecordComponent part : body.getRecordComponents()) {
                named.add(part.getName());
                addParts(ResolvableType.forType(part.getGenericType()), named);
            }
        }
    }

    @Test
    void thePageCallsAFieldAsTheRefusalDoes() {
        pages().forEach(page -> FRAGMENT.matcher(Templates.text(page)).results().forEach(found -> {
            // The one page that asks for a person's name calls its field as others call a thing's.
            String field = "field." + (found.group(2).equals("setup.name") ? "displayName" : found.group(1));
            assertThat(chinese.getProperty(found.group(2), ""))
                    .as(page + " " + found.group(1))
                    .contains(chinese.getProperty(field, "no name"));
            assertThat(english.getProperty(found.group(2), "").toLowerCase(Locale.ROOT))
                    .as(page + " " + found.group(1))
                    .contains(english.getProperty(field, "no name").toLowerCase(Locale.ROOT));
        }));
    }

    private boolean isNamed(String field) {
        return chinese.containsKey("field." + field) && english.containsKey("field." + field);
    }

    /** All but the page that shows what fields look like. */
    private static Stream<Path> pages() {
        return Templates.html().stream()
                .filter(page -> !page.toString().contains("design") && !page.endsWith("fragments/form.html"));
    }

    private static Stream<Method> methodsOf(String type) {
        try {
            return Stream.of(Class.forName(type).getDeclaredMethods());
        } catch (ClassNotFoundException gone) {
            throw new IllegalStateException(gone);
        }
    }

    private static Iterable<Method> handlers() {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
        return scan.findCandidateComponents("org.ziyuan").stream()
                .filter(found -> !String.valueOf(found.getBeanClassName()).contains("Tests"))
                .flatMap(found -> methodsOf(Objects.requireNonNull(found.getBeanClassName())))
                .toList();
    }

    private static Properties words(boolean inEnglish) {
        var all = new Properties();
        Templates.words().stream()
                .filter(file -> file.toString().endsWith("_en.properties") == inEnglish)
                .forEach(file -> {
                    try {
                        all.load(new StringReader(Templates.text(file)));
                    } catch (IOException unreadable) {
                        throw new UncheckedIOException(unreadable);
                    }
                });
        return all;
    }
}
