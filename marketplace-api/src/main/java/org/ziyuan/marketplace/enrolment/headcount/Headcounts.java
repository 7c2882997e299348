package org.ziyuan.marketplace.enrolment.headcount;

import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.text;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The headcounts of schools. */
@Component
public class Headcounts {

    private final DatabaseClient database;

    Headcounts(DatabaseClient database) {
        this.database = database;
    }

    /** How many pupils a school counts for a fiscal year; {@link Headcount#NONE} when nothing was counted. */
    public Mono<Headcount> of(UUID school, int fiscalYear) {
        return database.sql("""
                        select level, pupils, boarders, special_education_pupils from headcount
                         where school_id = :school and fiscal_year = :year
                        """)
                .bind("school", school)
                .bind("year", fiscalYear)
                .map(row -> Headcount.ofLevel(
                        text(row, "level"),
                        number(row, "pupils"),
                        number(row, "boarders"),
                        number(row, "special_education_pupils")))
                .all()
                .reduce(Headcount.NONE, Headcount::plus);
    }
}
