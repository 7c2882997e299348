package org.ziyuan.marketplace.intake.kept;

import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.Rounds;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lets files expire after a week and throws their rows away; those of applied files stay for a month. */
@Component
class ExpireIntakes extends Rounds {

    private static final Duration PAUSE = Duration.ofHours(1);

    private final DatabaseClient database;

    ExpireIntakes(DatabaseClient database) {
        super(PAUSE, true);
        this.database = database;
    }

    @Override
    protected Mono<?> round() {
        return database.sql("""
                        update intake set state = :expired, row_version = row_version + 1
                         where state in (:checked, :refused) and created_at < now() - interval '7 days'
                        """)
                .bind(
                        "expired",
                        IntakeState.LIFE_CYCLE.to(IntakeState.Event.EXPIRE).name())
                .bind("checked", IntakeState.CHECKED.name())
                .bind("refused", IntakeState.REFUSED.name())
                .then()
                .thenMany(Flux.just("intake_row", "intake_fault", "intake_progress"))
                .concatMap(table -> database.sql("""
                                delete from %s r using intake i
                                 where i.id = r.intake_id and (i.state = :expired
                                       or i.state = :applied and i.ended_at < now() - interval '30 days')
                                """.formatted(table))
                        .bind("expired", IntakeState.EXPIRED.name())
                        .bind("applied", IntakeState.APPLIED.name())
                        .then())
                .then();
    }
}
