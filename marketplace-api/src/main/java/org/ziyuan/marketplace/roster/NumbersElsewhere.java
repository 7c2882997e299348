package org.ziyuan.marketplace.roster;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.read;
import static org.ziyuan.marketplace.row.Columns.text;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Looks for the numbers of pupils in every table that can be read, the outbox and the engine's among them. What stands in the
 * clear outside the sealed columns is found by those who came last. Names are left to a test over the whole product, because
 * a pupil may be called like his teacher; a number is like nothing else, and whatever copies a row copies it.
 */
@Component
class NumbersElsewhere implements Invariant {

    /** What leaks leaks again: of all who ever came the latest are enough. */
    private static final int SOUGHT = 50;

    /** A shorter number may stand anywhere for something else, and other signs would be read as a pattern. */
    private static final Pattern LIKE_NOTHING_ELSE = Pattern.compile("[0-9A-Za-z-]{10,32}");

    private static final String COLUMNS = """
            select format('%I.%I', c.table_schema, c.table_name) as place,
                   string_agg(case when c.data_type = 'bytea' then format('encode(%I, ''escape'') ~ :numbers', c.column_name)
                                   else format('%I::text ~ :numbers', c.column_name) end, ' or ') as holds
              from information_schema.columns c
              join information_schema.tables t using (table_schema, table_name)
             where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')
               and c.data_type in ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'bytea')
               and has_column_privilege(format('%I.%I', c.table_schema, c.table_name), c.column_name, 'select')
             group by 1 order by 1
            """;

    private final DatabaseClient database;
    private final SealedPeople people;

    NumbersElsewhere(DatabaseClient database, SealedPeople people) {
        this.database = database;
        this.people = people;
    }

    @Override
    public String code() {
        return "roster-numbers-are-nowhere-else";
    }

    @Override
    public Flux<Violation> check() {
        return latest().flatMapMany(numbers -> database.sql(COLUMNS)
                .map(row -> new Place(text(row, "place"), text(row, "holds")))
                .all()
                .collectList()
                .flatMapIterable(places -> places)
                .concatMap(place -> found(place, numbers)));
    }

    /** Reads their numbers as a pattern; nothing without a roster, or where verify runs without the key. */
    private Mono<String> latest() {
        return database.sql("select id, sealed from roster_entry where kind = 'PUPIL' order by id desc limit " + SOUGHT)
                .map(row -> people.open(id(row, "id"), read(row, "sealed", byte[].class)))
                .all()
                .flatMapIterable(
                        names -> Stream.of(names.number(), names.idNumber()).collect(Collectors.toSet()))
                .filter(number -> LIKE_NOTHING_ELSE.matcher(number).matches())
                .collect(Collectors.joining("|"))
                .filter(pattern -> !pattern.isEmpty())
                .onErrorResume(Refusal.class, withoutKey -> Mono.empty());
    }

    private Mono<Violation> found(Place place, String numbers) {
        return database.sql("select exists (select from %s where %s)".formatted(place.table(), place.holds()))
                .bind("numbers", numbers)
                .mapValue(Boolean.class)
                .one()
                .filter(found -> found)
                .map(found -> new Violation(place.table(), "holds the number of a pupil in the clear"));
    }

    /** @param holds whether any column of a row holds one of the numbers */
    private record Place(String table, String holds) {}
}
