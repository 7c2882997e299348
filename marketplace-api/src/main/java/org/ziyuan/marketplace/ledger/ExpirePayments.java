package org.ziyuan.marketplace.ledger;

import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.PAYMENT_EXPIRED;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.posting.Journal;
import org.ziyuan.marketplace.ledger.posting.Ledger;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gives back what was set aside for a time that is over: voided once, also when two nodes look at the same moment. */
@Component
class ExpirePayments {

    private static final int MOST_AT_ONCE = 500;

    private final Ledger ledger;
    private final DatabaseClient database;
    private final Clock clock;

    ExpirePayments(Ledger ledger, DatabaseClient database, Clock clock) {
        this.ledger = ledger;
        this.database = database;
        this.clock = clock;
    }

    /** Gives back what has expired; says how many there were. */
    public Mono<Long> expire() {
        return database.sql("""
                        select l.journal_id from leg l
                         where l.expires_at < :now and not exists (
                           select from leg r where r.pending_journal_id = l.journal_id and r.pending_seq = l.seq)
                         order by l.expires_at limit :most
                        """)
                .bind("now", OffsetDateTime.now(clock))
                .bind("most", MOST_AT_ONCE)
                .mapValue(UUID.class)
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(this::giveBack)
                .count();
    }

    private Mono<UUID> giveBack(UUID pendingJournal) {
        return database.sql("select organization_id from journal where id = :id")
                .bind("id", pendingJournal)
                .mapValue(UUID.class)
                .one()
                .flatMap(organization ->
                        ledger.post(Journal.of(PAYMENT_EXPIRED, Ids.derived(PAYMENT_EXPIRED, pendingJournal))
                                .about("payment", pendingJournal)
                                .by(Actor.system("过期付款释放", organization))
                                .giveBack(pendingJournal)))
                .thenReturn(pendingJournal)
                .onErrorResume(Refusal.class, resolvedMeanwhile -> Mono.empty());
    }
}
