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
    private static final String SEALED = "sealed";

    private final DatabaseClient database;
    private final JsonMapper json;
    private final SealedCells sealed;

    IntakeFaults(DatabaseClient database, JsonMapper json, SealedCells sealed) {
        this.database = database;
        this.json = json;
        this.sealed = sealed;
    }

    <C extends Enum<C> & Heading> Mono<Void> keep(UUID intake, List<CellFault<C>> faults, boolean ofPeople) {
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
                        .bind("values", texts(faults, fault -> values(intake, fault, ofPeople)))
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
                .map(row -> fault(row, intake))
                .all();
    }

    private String values(UUID intake, CellFault<?> fault, boolean ofPeople) {
        String values = json.writeValueAsString(RefusalSentences.written(fault.refusal()));
        return ofPeople ? json.writeValueAsString(Map.of(SEALED, String.valueOf(sealed.seal(values, intake)))) : values;
    }

    private Map<String, String> opened(String written, UUID intake) {
        Map<String, String> values = json.readValue(written, VALUES);
        return values.containsKey(SEALED)
                ? json.readValue(String.valueOf(sealed.open(values.get(SEALED), intake)), VALUES)
                : values;
    }

    private KeptFault fault(Readable row, UUID intake) {
        return new KeptFault(
                number(row, "row_number"),
                text(row, "column_name"),
                text(row, "code"),
                opened(read(row, "values", Json.class).asString(), intake));
    }

    private static <C extends Enum<C> & Heading> String[] texts(
            List<CellFault<C>> faults, Function<CellFault<C>, String> of) {
        return faults.stream().map(of).toArray(String[]::new);
    }
}
