package org.ziyuan.storefront.roundtrip;

import io.r2dbc.spi.Batch;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.Wrapped;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** What one request asks of the database: each question is a round trip, the beginning and end of a transaction too. */
final class Asked {

    private static final Set<String> FREE = Set.of("close", "validate");

    private final List<String> questions = new CopyOnWriteArrayList<>();

    int roundTrips() {
        return questions.size();
    }

    int transactions() {
        return (int) questions.stream().filter(Asked::begins).count();
    }

    List<String> questions() {
        return List.copyOf(questions);
    }

    /** The connection, with everything that is asked on it counted here. */
    Connection watch(Connection connection) {
        return watched(connection, "", Connection.class, Wrapped.class);
    }

    private static boolean begins(String question) {
        return question.equals("beginTransaction");
    }

    @SuppressWarnings("unchecked")
    private <T> T watched(T target, String words, Class<?>... types) {
        Object[] self = new Object[1];
        self[0] = Proxy.newProxyInstance(Asked.class.getClassLoader(), types, (proxy, method, arguments) -> {
            Object answer = called(target, method, arguments);
            return answer == target ? proxy : followed(answer, method, arguments, words);
        });
        return (T) self[0];
    }

    private @Nullable Object followed(
            @Nullable Object answer, Method method, Object @Nullable [] arguments, String words) {
        if (answer instanceof Statement statement) {
            return watched(statement, sql(arguments), Statement.class);
        }
        if (answer instanceof Batch batch) {
            return watched(batch, "a batch", Batch.class);
        }
        if (answer instanceof Publisher<?> question && !FREE.contains(method.getName())) {
            String asked = method.getName().equals("execute") ? words : method.getName();
            return Flux.from(question).doOnSubscribe(now -> questions.add(asked));
        }
        return answer;
    }

    private static String sql(Object @Nullable [] arguments) {
        return arguments == null
                ? ""
                : String.valueOf(arguments[0]).replaceAll("\\s+", " ").strip();
    }

    private static @Nullable Object called(Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getTargetException();
        }
    }
}
