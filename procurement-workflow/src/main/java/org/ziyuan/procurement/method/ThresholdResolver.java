package org.ziyuan.procurement.method;

import static org.ziyuan.marketplace.row.Columns.fen;
import static org.ziyuan.marketplace.row.Columns.flag;
import static org.ziyuan.marketplace.row.Columns.text;

import java.time.LocalDate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.procurement.method.Thresholds.Threshold;
import reactor.core.publisher.Mono;

/** Finds the thresholds of a place and a day, before any rule is evaluated. */
@Component
class ThresholdResolver {

    private final DatabaseClient database;

    ThresholdResolver(DatabaseClient database) {
        this.database = database;
    }

    /**
     * The rules in force. A province's own come before the nation's, a level's own before any level's, an object's own
     * before any object's, and of those the latest that has begun and not ended.
     *
     * @param jurisdiction the province's code, such as 440000
     * @param level province, city or county: whose budget pays
     * @param objectType goods, services or works
     */
    public Mono<Thresholds> resolve(String jurisdiction, String level, String objectType, LocalDate onDate) {
        return database.sql("""
                        select distinct on (key) key, value_in_fen, source, verified from rule_set
                         where jurisdiction in (:jurisdiction, '100000') and level in (:level, 'any')
                           and object_type in (:object, 'any')
                           and effective_from <= :date and (effective_to is null or effective_to > :date)
                         order by key, jurisdiction = '100000', level = 'any', object_type = 'any', effective_from desc
                        """)
                .bind("jurisdiction", jurisdiction)
                .bind("level", level)
                .bind("object", objectType)
                .bind("date", onDate)
                .map(row -> java.util.Map.entry(
                        text(row, "key"),
                        new Threshold(fen(row, "value_in_fen"), text(row, "source"), flag(row, "verified"))))
                .all()
                .collectMap(java.util.Map.Entry::getKey, java.util.Map.Entry::getValue)
                .map(Thresholds::new);
    }
}
