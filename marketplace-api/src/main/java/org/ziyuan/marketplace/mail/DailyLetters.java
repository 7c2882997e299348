package org.ziyuan.marketplace.mail;

import java.time.Duration;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.marketplace.transaction.Rounds;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Wants once a day a letter for everybody whose address is proved; whether there is anything to say is seen when it is written. */
@Component
class DailyLetters extends Rounds {

    /** Its words are written by the worklist. */
    static final String KIND = "notices";

    private static final Duration PAUSE = Duration.ofMinutes(5);
    private static final int AT_ONCE = 200;

    private final DatabaseClient database;
    private final Letters letters;
    private final MoneyTransactions transactions;

    DailyLetters(DatabaseClient database, Letters letters, MoneyTransactions transactions) {
        super(PAUSE, true);
        this.database = database;
        this.letters = letters;
        this.transactions = transactions;
    }

    @Override
    protected Mono<?> round() {
        return letters.on()
                ? transactions.execute(
                        Mono.defer(() -> due().concatMap(this::want).then()))
                : Mono.empty();
    }

    private Flux<UUID> due() {
        return database.sql("""
                        update mail_address set noticed_at = now()
                         where person_id in (
                           select person_id from mail_address
                            where verified_at is not null and refused_at is null and noticed_at < now() - interval '1 day'
                              and :kind <> all (muted)
                            order by noticed_at limit :most for update skip locked)
                        returning person_id
                        """)
                .bind("kind", KIND)
                .bind("most", AT_ONCE)
                .mapValue(UUID.class)
                .all()
                .collectList()
                .flatMapIterable(all -> all);
    }

    private Mono<Void> want(UUID person) {
        return letters.want(Ids.next(), KIND, person, person);
    }
}
