package org.ziyuan.marketplace.ledger;

import io.r2dbc.postgresql.codec.Json;
import java.time.Clock;
import java.time.LocalDate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Posts journals, each in one round trip; balances change nowhere else. */
@Component
class Ledger {

    private final DatabaseClient database;
    private final JsonMapper json;
    private final Clock clock;

    Ledger(DatabaseClient database, JsonMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Posts the journal, or finds that it was posted before.
     *
     * @throws Refusal what {@link PostingAnswer#refusal()} lists; nothing is posted then
     */
    Mono<Void> post(Journal journal) {
        return Mono.defer(() -> {
            String request =
                    json.writeValueAsString(journal.request(LocalDate.now(clock).toString()));
            return database.sql("select post_journal(:request)")
                    .bind("request", Json.of(request))
                    .mapValue(Json.class)
                    .one()
                    .flatMap(answer -> judge(journal, request, answer));
        });
    }

    private Mono<Void> judge(Journal journal, String request, Json answer) {
        PostingAnswer read = json.readValue(answer.asString(), PostingAnswer.class);
        if (!read.isRefused()) {
            return Mono.empty();
        }
        Mono<Void> refuse = Mono.error(read::refusal);
        return journal.event().isSticky() && read.isWantOfMoney()
                ? keepBeyondTheTransaction(request, answer).then(refuse)
                : refuse;
    }

    /**
     * The refusal rolls the transaction back; what remembers it is written when that is done, on the same connection,
     * before anybody hears of the refusal. Outside a transaction it is written at once.
     */
    private Mono<Void> keepBeyondTheTransaction(String request, Json answer) {
        Mono<Void> keep = database.sql("select keep_journal_refusal(:request, :answer)")
                .bind("request", Json.of(request))
                .bind("answer", answer)
                .then();
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCompletion(int status) {
                        return keep;
                    }
                }))
                .then()
                .onErrorResume(NoTransactionException.class, none -> keep);
    }
}
