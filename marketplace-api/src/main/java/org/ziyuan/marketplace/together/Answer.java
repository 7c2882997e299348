package org.ziyuan.marketplace.together;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import io.r2dbc.spi.Statement;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.ziyuan.marketplace.row.JsonRow;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;

/** What will come back to one question: rows out of a common round trip, or a round trip of its own. */
final class Answer implements Result {

    private final Question question;
    private final AskedTogether together;
    private volatile @Nullable MonoSink<List<JsonRow>> reader;

    Answer(Question question, AskedTogether together) {
        this.question = question;
        this.together = together;
    }

    /** The rows that came with others. */
    void rows(List<JsonRow> rows) {
        read(reader -> reader.success(rows));
    }

    /** It goes by itself. */
    void alone() {
        read(MonoSink::success);
    }

    void failed(Throwable failure) {
        read(reader -> reader.error(failure));
    }

    private void read(Consumer<MonoSink<List<JsonRow>>> arrived) {
        MonoSink<List<JsonRow>> waits = reader;
        if (waits != null) {
            arrived.accept(waits);
        }
    }

    @Override
    public <T> Publisher<T> map(BiFunction<Row, RowMetadata, ? extends T> mapping) {
        Flux<T> alone = ofItsOwn(result -> result.map(mapping));
        return Mono.<List<JsonRow>>create(sink -> {
                    reader = sink;
                    together.ask(question);
                })
                .map(rows -> Flux.<T>fromIterable(read(rows, mapping)))
                .onErrorResume(UnsupportedOperationException.class, unlikeJson -> Mono.just(alone))
                .defaultIfEmpty(alone)
                .flatMapMany(rows -> rows);
    }

    private static <T> List<T> read(List<JsonRow> rows, BiFunction<Row, RowMetadata, ? extends T> mapping) {
        return rows.stream()
                .<T>map(row -> mapping.apply(row, row.getMetadata()))
                .toList();
    }

    @Override
    public Publisher<Long> getRowsUpdated() {
        return ofItsOwn(Result::getRowsUpdated);
    }

    private <T> Flux<T> ofItsOwn(Function<Result, Publisher<? extends T>> reading) {
        Flux<T> whole = Flux.usingWhen(
                question.connections(),
                connection -> Flux.from(bound(connection).execute()).<T>concatMap(reading),
                Connection::close);
        return whole.transform(Operators.<T, T>lift((unused, reader) -> new Listener<T>(together, reader)));
    }

    private Statement bound(Connection connection) {
        Statement statement = connection.createStatement(question.sql());
        question.values().forEach(statement::bind);
        return statement;
    }

    @Override
    public Result filter(Predicate<Segment> wanted) {
        throw new UnsupportedOperationException("a page reads rows");
    }

    @Override
    public <T> Publisher<T> flatMap(Function<Segment, ? extends Publisher<? extends T>> mapping) {
        throw new UnsupportedOperationException("a page reads rows");
    }
}
