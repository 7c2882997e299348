package org.ziyuan.marketplace.together;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** A statement of a page that has not gone yet. */
final class Question implements Statement {

    /** What changes or locks rows is never part of another statement. */
    private static final Pattern LOOKS = Pattern.compile(
            "^\\s*(select|with)\\b(?!.*\\b(for (no key )?(update|share|key)|insert into|delete from)\\b)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final String sql;
    private final Mono<Connection> connections;
    private final Map<Integer, Object> values = new TreeMap<>();
    private final Answer answer;

    /** @param connections where it gets a connection when it goes */
    Question(String sql, Mono<Connection> connections, AskedTogether together) {
        this.sql = sql;
        this.connections = connections;
        this.answer = new Answer(this, together);
    }

    String sql() {
        return sql;
    }

    Mono<Connection> connections() {
        return connections;
    }

    Map<Integer, Object> values() {
        return values;
    }

    Answer answer() {
        return answer;
    }

    boolean onlyLooks() {
        return LOOKS.matcher(sql).find();
    }

    @Override
    public Statement bind(int index, Object value) {
        values.put(index, value);
        return this;
    }

    @Override
    public Statement bind(String name, Object value) {
        return bind(Integer.parseInt(name.substring(1)) - 1, value);
    }

    @Override
    public Statement bindNull(int index, Class<?> type) {
        return bind(index, Parameters.in(type));
    }

    @Override
    public Statement bindNull(String name, Class<?> type) {
        return bind(name, Parameters.in(type));
    }

    @Override
    public Statement add() {
        throw new UnsupportedOperationException("a page asks once with one set of values");
    }

    @Override
    public Publisher<? extends Result> execute() {
        return Mono.just(answer);
    }
}
