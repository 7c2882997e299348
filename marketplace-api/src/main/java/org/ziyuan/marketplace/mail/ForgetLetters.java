package org.ziyuan.marketplace.mail;

import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.Rounds;
import reactor.core.publisher.Mono;

/** Forgets after a year that a letter was sent. */
@Component
class ForgetLetters extends Rounds {

    private static final Duration PAUSE = Duration.ofHours(6);

    private final DatabaseClient database;

    ForgetLetters(DatabaseClient database) {
        super(PAUSE, true);
        this.database = database;
    }

    @Override
    protected Mono<?> round() {
        return database.sql("delete from letter where sent_at < now() - interval '1 year'")
                .then();
    }
}
