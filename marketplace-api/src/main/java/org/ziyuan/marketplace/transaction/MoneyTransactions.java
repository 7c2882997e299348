package org.ziyuan.marketplace.transaction;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.ziyuan.marketplace.transaction.KeyedRequest.Act;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Transactions that move money or licences.
 *
 * <p>A plain R2DBC transaction is torn when its subscriber is cancelled: the statement in flight arrives after the
 * rollback and commits alone. Here the transaction runs in a subscription of its own, so a client that disconnects
 * loses the answer, never the transaction.
 *
 * <p>Two transactions that clash (deadlock, serialization failure) are decided by running one of them again, three
 * times at most: the work must be repeatable, which it is when its ids were chosen before.
 *
 * <p>What a keyed request does is done once: when the answer to a commit was lost, or the process went on or died before it
 * answered, the next attempt of the same request gets what the first one came to ({@link KeptActs}).
 */
@Component
public class MoneyTransactions {

    private final TransactionalOperator transactions;
    private final TransactionalOperator oneMoment;
    private final KeptActs kept;

    MoneyTransactions(ReactiveTransactionManager transactionManager, KeptActs kept) {
        this.kept = kept;
        this.transactions = TransactionalOperator.create(transactionManager);
        this.oneMoment = TransactionalOperator.create(transactionManager, snapshot());
    }

    /** Does work that reads only, on one connection and over one moment of the database. */
    public <T> Mono<T> readOneMoment(Mono<T> work) {
        return work.as(oneMoment::transactional);
    }

    /**
     * Runs the work in one transaction, to its end even if its caller has gone away. An act that stands under a
     * {@link Precondition} is asked here, inside.
     */
    public <T> Mono<T> execute(Mono<T> work) {
        return Mono.deferContextual(context -> {
            boolean joins = context.hasKey(MoneyTransactions.class);
            Mono<T> decided = joins
                    ? work.as(transactions::transactional)
                    : decided(context, Precondition.asked(context, work))
                            .doOnSuccess(done -> Precondition.settled(context));
            return Mono.fromFuture(
                    () -> decided.contextWrite(ConnectionPools.acting(context))
                            .contextWrite(inside -> inside.put(MoneyTransactions.class, true))
                            .toFuture(),
                    true);
        });
    }

    private <T> Mono<T> decided(ContextView context, Mono<T> work) {
        KeyedRequest request = KeyedRequest.of(context);
        return request == null ? whole(work) : once(request, request.next(), work);
    }

    private <T> Mono<T> whole(Mono<T> work) {
        return WrittenLast.after(work).as(transactions::transactional).retryWhen(Clash.again());
    }

    /** Whatever goes wrong, the row of the act decides: it is there exactly when an attempt has committed. */
    private <T> Mono<T> once(KeyedRequest request, Act act, Mono<T> work) {
        Mono<Optional<T>> now = whole(kept.keeping(act, work)).map(Optional::of).defaultIfEmpty(Optional.empty());
        Mono<Optional<T>> before = kept.find(act).map(MoneyTransactions::answer);
        Mono<Optional<T>> decided = request.goesOn()
                ? before.switchIfEmpty(now)
                : now.onErrorResume(
                        failure -> before.onErrorMap(also -> failure).switchIfEmpty(Mono.error(failure)));
        return decided.flatMap(Mono::justOrEmpty);
    }

    /** The same handler does the same acts, so what is kept is of the type it expects. */
    @SuppressWarnings("unchecked")
    private static <T> Optional<T> answer(KeptResult result) {
        return Optional.ofNullable((T) result.value());
    }

    private static TransactionDefinition snapshot() {
        DefaultTransactionDefinition snapshot = new DefaultTransactionDefinition();
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
        return snapshot;
    }
}
