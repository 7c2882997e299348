package org.ziyuan.marketplace.roster;

import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.Rounds;
import reactor.core.publisher.Mono;

/** Deletes who left a school thirty days ago, when nothing can be undone any more: 个人信息保护法 asks to keep no child longer. */
@Component
class ForgetLeavers extends Rounds {

    private static final Duration PAUSE = Duration.ofHours(1);

    private final DatabaseClient database;

    ForgetLeavers(DatabaseClient database) {
        super(PAUSE, true);
        this.database = database;
    }

    @Override
    protected Mono<?> round() {
        return database.sql("delete from roster_entry where left_at < now() - interval '30 days'")
                .then();
    }
}
