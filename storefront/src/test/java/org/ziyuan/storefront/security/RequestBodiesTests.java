package org.ziyuan.storefront.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.ziyuan.marketplace.money.Money;

/**
 * What a body leaves out is refused by its name before anything is done: each part of a body that is a record says
 * whether it may be missing, and so do the records and the lists in it.
 */
@WholeMarket
@ActiveProfiles("demo")
class RequestBodiesTests {

    /** What says neither or where nobody hears it, an entry that may be null, and a record that nobody looks into. */
    record Guilty(
            String said,
            Map.@NotNull Entry<String, String> unheard,
            List<String> many,
            @Nullable Inner inner) {}

    record Inner(@Nullable String said) {}

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    @Test
    void everyPartOfABodySaysWhetherItMayBeMissing() {
        Set<Class<?>> bodies = new HashSet<>();
        mapping.getHandlerMethods()
                .values()
                .forEach(handler -> Stream.of(handler.getMethodParameters())
                        .filter(parameter -> parameter.hasParameterAnnotation(RequestBody.class))
                        .map(MethodParameter::getParameterType)
                        .filter(Class::isRecord)
                        .forEach(bodies::add));
        Set<String> unsaid = new TreeSet<>();
        bodies.forEach(body -> unsaid(body, unsaid));

        assertThat(bodies).hasSizeGreaterThan(30);
        assertThat(unsaid).isEmpty();
    }

    @Test
    void aBodyThatDoesNotSayIsFound() {
        Set<String> unsaid = new TreeSet<>();
        unsaid(Guilty.class, unsaid);

        assertThat(unsaid)
                .containsExactly("Guilty.inner", "Guilty.many", "Guilty.many[]", "Guilty.said", "Guilty.unheard");
    }

    private static void unsaid(Class<?> body, Set<String> unsaid) {
        for (RecordComponent part : body.getRecordComponents()) {
            String name = body.getSimpleName() + "." + part.getName();
            AnnotatedType type = part.getAnnotatedType();
            if (!isPrimitive(type) && !isNeeded(part.getAccessor()) && !type.isAnnotationPresent(Nullable.class)) {
                unsaid.add(name);
            }
            if (isRecordOfOurs(type) && !part.getAccessor().isAnnotationPresent(Valid.class)) {
                unsaid.add(name);
            }
            within(name, type, unsaid);
        }
    }

    /** What stands in a list or in a record; of an entry its type says whether it may be missing. */
    private static void within(String name, AnnotatedType type, Set<String> unsaid) {
        if (Collection.class.isAssignableFrom(read(type)) && type instanceof AnnotatedParameterizedType many) {
            AnnotatedType entry = many.getAnnotatedActualTypeArguments()[0];
            if (!isNeeded(entry) && !entry.isAnnotationPresent(Nullable.class)
                    || isRecordOfOurs(entry) && !entry.isAnnotationPresent(Valid.class)) {
                unsaid.add(name + "[]");
            }
            within(name + "[]", entry, unsaid);
        }
        if (isRecordOfOurs(type)) {
            unsaid(read(type), unsaid);
        }
    }

    /** Beside the part, not within its type: {@code Outer.@NotNull Inner} is heard by no validator. */
    private static boolean isNeeded(AnnotatedElement part) {
        return Stream.of(NotNull.class, NotBlank.class, NotEmpty.class).anyMatch(part::isAnnotationPresent);
    }

    private static boolean isPrimitive(AnnotatedType type) {
        return read(type).isPrimitive();
    }

    /** An amount is a word on the wire. */
    private static boolean isRecordOfOurs(AnnotatedType type) {
        Class<?> read = read(type);
        return read.isRecord() && read.getName().startsWith("org.ziyuan.") && !read.equals(Money.class);
    }

    private static Class<?> read(AnnotatedType type) {
        return ResolvableType.forType(type.getType()).toClass();
    }
}
