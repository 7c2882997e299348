package org.ziyuan.marketplace.execution;

import static org.ziyuan.marketplace.execution.AccountEntries.read;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** The funds there are, in the order in which they are always listed. */
@Component
public class Funds {

    private final DatabaseClient database;

    Funds(DatabaseClient database) {
        this.database = database;
    }

    /** A fund in both languages. */
    public record Fund(String code, String nameZh, String nameEn) {}

    public Flux<Fund> all() {
        return database.sql("select code, name_zh, name_en from fund order by sort, code")
                .map(row -> new Fund(
                        read(row, "code", String.class),
                        read(row, "name_zh", String.class),
                        read(row, "name_en", String.class)))
                .all();
    }
}
