package org.ziyuan.storefront.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
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

    /** What says neither, and has an entry that may be null and a record that nobody looks into. */
    record Guilty(String said, List<String> many, @Nullable Inner inner) {}

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

        assertThat(unsaid).containsExactly("Guilty.inner", "Guilty.many", "Guilty.many[]", "Guilty.said");
    }

    private static void unsaid(Class<?> body, Set<String> unsaid) {
        for (RecordComponent part : body.getRecordComponents()) {
            String name = body.getSimpleName() + "." + part.getName();
            part(name, part.getAnnotatedType(), unsaid);
        }
    }

    private static void part(String name, AnnotatedType type, Set<String> unsaid) {
        Class<?> read = ResolvableType.forType(type.getType()).toClass();
        if (!read.isPrimitive() && !says(type)) {
            unsaid.add(name);
        }
        if (Collection.class.isAssignableFrom(read) && type instanceof AnnotatedParameterizedType many) {
            part(name + "[]", many.getAnnotatedActualTypeArguments()[0], unsaid);
        }
        if (read.isRecord() && read.getName().startsWith("org.ziyuan.") && !read.equals(Money.class)) {
            unsaid(read, unsaid);
            if (!type.isAnnotationPresent(Valid.class)) {
                unsaid.add(name);
            }
        }
    }

    private static boolean says(AnnotatedType type) {
        return Stream.of(NotNull.class, NotBlank.class, NotEmpty.class, Nullable.class)
                .anyMatch(type::isAnnotationPresent);
    }
}
