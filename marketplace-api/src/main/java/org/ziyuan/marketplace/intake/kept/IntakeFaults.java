package org.ziyuan.marketplace.intake.kept;

import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.read;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.intake.CellFault;
import org.ziyuan.marketplace.intake.Heading;
import org.ziyuan.marketplace.problem.RefusalSentences;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What is wrong with the cells of files that were brought in. */
@Component
class IntakeFaults {

    private static final TypeReference<Map<String, String>> VALUES = new TypeReference<>() {};

    private final DatabaseClient database;
    private final JsonMapper json;

    IntakeFaults(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    <C extends Enum<C> & Heading> Mono<Void> keep(UUID intake, List<CellFault<C>> faults) {
        return faults.isEmpty()
                ? Mono.empty()
                : database.sql("""
                                insert into intake_fault (intake_id, place, row_number, column_name, code, values)
                                select :intake, f.place, f.row_number, f.column_name, f.code, f.values::jsonb
                                  from unnest(:rows, :columns, :codes, :values) with ordinality
                                       f(row_number, column_name, code, values, place)
                                """)
                        .bind("intake", intake)
                        .bind("rows", faults.stream().map(CellFault::row).toArray(Integer[]::new))
                        .bind("columns", texts(faults, fault -> fault.column().english()))
                        .bind("codes", texts(faults, fault -> fault.refusal().code()))
                        .bind(
                                "values",
                                texts(
                                        faults,
                                        fault -> json.writeValueAsString(RefusalSentences.written(fault.refusal()))))
                        .then();
    }

    /** Those of some rows. */
    Flux<KeptFault> of(UUID intake, int from, int to) {
        return database.sql("""
                        select row_number, column_name, code, values from intake_fault
                         where intake_id = :intake and row_number between :from and :to order by place
                        """)
                .bind("intake", intake)
                .bind("from", from)
                .bind("to", to)
                .map(this::fault)
                .all();
    }

    private KeptFault fault(Readable row) {
        return new KeptFault(
                number(row, "row_number"),
                text(row, "column_name"),
                text(row, "code"),
                json.readValue(read(row, "values", Json.class).asString(), VALUES));
    }

    private static <C extends Enum<C> & Heading> String[] texts(
            List<CellFault<C>> faults, Function<CellFault<C>, String> of) {
        return faults.stream().map(of).toArray(String[]::new);
    }
}
