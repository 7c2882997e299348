package org.ziyuan.marketplace.ledger.posting;

import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Posts journals; balances change nowhere else.
 *
 * <p>A posting that belongs to a change of some document is made in the transaction of that change and commits with it.
 * A posting that stands alone is gathered with others that do ({@link GroupCommit}). Either way it is one round trip.
 */
@Component
public class Ledger {

    private final PostJournals journals;
    private final GroupCommit groupCommit;

    Ledger(PostJournals journals, GroupCommit groupCommit) {
        this.journals = journals;
        this.groupCommit = groupCommit;
    }

    /**
     * Posts the journal, or finds that it was posted before.
     *
     * @throws Refusal what {@link PostingAnswer#refusal()} lists; nothing is posted then
     */
    public Mono<Void> post(Journal journal) {
        return insideATransaction()
                .flatMap(inside -> inside ? within(journal) : groupCommit.post(journal))
                .flatMap(answer -> answer.isRefused() ? Mono.error(answer::refusal) : Mono.empty());
    }

    /**
     * Posts many journals in one round trip, in the transaction that is under way: all of them or none.
     *
     * @return how many were posted now; those that were posted before or had nothing to move are not counted
     * @throws Refusal of the first journal that is refused
     */
    public Mono<Long> postAll(List<Journal> all) {
        return all.isEmpty()
                ? Mono.just(0L)
                : journals.call(all, false)
                        .flatMapMany(Flux::fromIterable)
                        .concatMap(Ledger::orRefused)
                        .filter(PostingAnswer::isNew)
                        .count();
    }

    private static Mono<PostingAnswer> orRefused(PostingAnswer answer) {
        return answer.isRefused() ? Mono.error(answer::refusal) : Mono.just(answer);
    }

    private Mono<PostingAnswer> within(Journal journal) {
        return journals.call(List.of(journal), false)
                .map(answers -> answers.get(0))
                .flatMap(answer -> journal.event().isSticky() && answer.isWantOfMoney()
                        ? keepBeyondTheTransaction(journal, answer).thenReturn(answer)
                        : Mono.just(answer));
    }

    /**
     * The refusal rolls the transaction back; what remembers it is written when that is done, on the same connection,
     * before anybody hears of the refusal.
     */
    private Mono<Void> keepBeyondTheTransaction(Journal journal, PostingAnswer answer) {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCompletion(int status) {
                        return journals.keep(journal, answer);
                    }
                }))
                .then();
    }

    private static Mono<Boolean> insideATransaction() {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .map(TransactionSynchronizationManager::isActualTransactionActive)
                .onErrorReturn(NoTransactionException.class, false);
    }
}
