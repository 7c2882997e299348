package org.ziyuan.marketplace.people;

import static org.ziyuan.marketplace.row.Columns.read;
import static org.ziyuan.marketplace.row.Columns.text;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Counts what stays behind when somebody goes, over all features. */
@Component
class LeftBehind {

    private final DatabaseClient database;
    private final List<HeldWork> kinds;

    LeftBehind(DatabaseClient database, ObjectProvider<HeldWork> kinds) {
        this.database = database;
        this.kinds = kinds.orderedStream().toList();
    }

    /** Says whether anything waits in the organization. */
    Mono<Boolean> waitsAt(UUID organization) {
        return kinds.isEmpty()
                ? Mono.just(false)
                : database.sql("select sum(held) > 0 from (" + counted(HeldWork::waiting) + ") counted")
                        .bind("organization", organization)
                        .mapValue(Boolean.class)
                        .one();
    }

    /** What the person holds himself, only what there is. */
    Mono<List<Held>> heldBy(UUID person) {
        return kinds.isEmpty()
                ? Mono.just(List.of())
                : database.sql("select * from (" + counted(HeldWork::held) + ") counted where held > 0 order by kind")
                        .bind("person", person)
                        .map(row -> new Held(text(row, "kind"), read(row, "held", Long.class)))
                        .all()
                        .collectList();
    }

    private String counted(Function<HeldWork, String> query) {
        return kinds.stream()
                .map(kind -> "select '" + kind.kind() + "' as kind, (" + query.apply(kind) + ")::bigint as held")
                .collect(Collectors.joining(" union all "));
    }

    /** So much of one kind. */
    public record Held(String kind, long count) {}
}
