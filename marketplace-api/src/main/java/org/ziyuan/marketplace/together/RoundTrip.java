package org.ziyuan.marketplace.together;

import static org.ziyuan.marketplace.row.Columns.read;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.ziyuan.marketplace.row.JsonRow;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Several questions as one statement: each is a column that holds its rows in their order. */
record RoundTrip(List<Question> questions) {

    /** A page that asks more side by side asks by each of its rows; it should ask otherwise. */
    private static final int MOST = 24;

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    /** Sends what has gathered. */
    static void with(List<Question> gathered, AskedTogether together) {
        List<Question> looking = gathered.stream().filter(Question::onlyLooks).toList();
        gathered.stream()
                .filter(question -> looking.size() < 2 || !looking.contains(question))
                .forEach(question -> together.listen(question.answer()::alone));
        for (int from = 0; looking.size() > 1 && from < looking.size(); from += MOST) {
            new RoundTrip(looking.subList(from, Math.min(looking.size(), from + MOST))).go(together);
        }
    }

    /**
     * Goes by itself and to its end, which is near. The page that waited for it may have gone, and a statement that is left
     * alone keeps its connection.
     */
    private void go(AskedTogether together) {
        var unused = Mono.usingWhen(questions.get(0).connections(), this::ask, Connection::close)
                .subscribe(
                        rows -> together.listen(() -> handOut(rows)),
                        failure -> together.listen(() -> refuse(failure)));
    }

    private Mono<List<List<JsonRow>>> ask(Connection connection) {
        Statement statement = connection.createStatement(sql());
        int before = 0;
        for (Question question : questions) {
            int offset = before;
            question.values().forEach((index, value) -> statement.bind(offset + index, value));
            before += question.values().size();
        }
        return Flux.from(statement.execute())
                .<List<List<JsonRow>>>concatMap(result -> result.map(this::rows))
                .single();
    }

    private String sql() {
        StringBuilder sql = new StringBuilder("select ");
        int before = 0;
        for (int at = 0; at < questions.size(); at++) {
            Question question = questions.get(at);
            sql.append(at == 0 ? "" : ",\n").append("(select coalesce(json_agg(row_to_json(asked_row)), '[]') from (");
            sql.append(moved(question.sql(), before))
                    .append("\n) asked_row) as asked_")
                    .append(at);
            before += question.values().size();
        }
        return sql.toString();
    }

    /** The statement with its parameters behind those of the questions before it. */
    private static String moved(String sql, int places) {
        return PARAMETER.matcher(sql).replaceAll(found -> "\\$" + (Integer.parseInt(found.group(1)) + places));
    }

    private List<List<JsonRow>> rows(Readable row) {
        return IntStream.range(0, questions.size())
                .mapToObj(at -> JsonRow.all(read(row, "asked_" + at, Json.class)))
                .toList();
    }

    private void handOut(List<List<JsonRow>> rows) {
        for (int at = 0; at < rows.size(); at++) {
            questions.get(at).answer().rows(rows.get(at));
        }
    }

    /** A database that is not there refuses all; else each is asked by itself, and the one that is wrong says so. */
    private void refuse(Throwable failure) {
        boolean unreachable = failure instanceof R2dbcNonTransientResourceException
                || failure instanceof R2dbcTransientResourceException
                || failure instanceof R2dbcTimeoutException;
        questions.stream()
                .map(Question::answer)
                .forEach(unreachable ? answer -> answer.failed(failure) : Answer::alone);
    }
}
