package org.ziyuan.marketplace.execution;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.row.Rows;
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
                .map(Rows.as(Fund.class))
                .all();
    }
}
