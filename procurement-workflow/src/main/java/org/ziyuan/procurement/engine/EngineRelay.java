package org.ziyuan.procurement.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings the core's news into the engine: claim, move the process, mark as delivered, in ONE transaction of the
 * engine's. A crash before its commit leaves the news as it was, a crash after it leaves nothing to do. The steps that a
 * process comes to by it can be taken along in the same transaction; a crash then leaves them locked until the lock ends.
 */
@Component
@Conditional(WorkflowRole.class)
class EngineRelay {

    private static final Logger LOG = LoggerFactory.getLogger(EngineRelay.class);

    private final EngineInbox inbox;
    private final HandOver handOver;
    private final TransactionTemplate transactions;

    EngineRelay(EngineInbox inbox, HandOver handOver, @Qualifier("engine") TransactionTemplate transactions) {
        this.inbox = inbox;
        this.handOver = handOver;
        this.transactions = transactions;
    }

    /** Everything that is due. */
    void drain() {
        while (next()) {
            // the work is in the condition
        }
    }

    /** One message, if one is due. */
    boolean next() {
        return next(() -> {});
    }

    /** @param beforeCommit what happens last in the transaction; a test lets the process die here */
    boolean next(Runnable beforeCommit) {
        return next(news -> List.of(), beforeCommit).found();
    }

    /** @param steps takes those that the process of this news has come to, inside the transaction */
    Turn next(Function<EngineMessage, List<LockedExternalTask>> steps) {
        return next(steps, () -> {});
    }

    private Turn next(Function<EngineMessage, List<LockedExternalTask>> steps, Runnable beforeCommit) {
        List<EngineMessage> claimed = new ArrayList<>(1);
        Turn turn = Turn.NOTHING;
        try {
            turn = transactions.execute(status -> {
                inbox.claim().ifPresent(claimed::add);
                Turn done = claimed.isEmpty() ? Turn.NOTHING : deliver(claimed.get(0), steps);
                beforeCommit.run();
                return done;
            });
        } catch (RuntimeException failure) {
            if (claimed.isEmpty()) {
                throw failure;
            }
            turn = new Turn(true, List.of(), putBack(claimed.get(0), failure));
        }
        return turn;
    }

    private Duration putBack(EngineMessage message, RuntimeException failure) {
        LOG.warn("{} {} could not be handed to the engine: {}", message.type(), message.seq(), failure.toString());
        LOG.debug("the failure", failure);
        return transactions.execute(status -> inbox.failed(message, failure));
    }

    private Turn deliver(EngineMessage message, Function<EngineMessage, List<LockedExternalTask>> steps) {
        return switch (handOver.apply(message)) {
            case DONE -> {
                inbox.delivered(message);
                yield new Turn(true, steps.apply(message), Duration.ZERO);
            }
            case NOT_YET -> new Turn(true, List.of(), inbox.notYet(message));
        };
    }

    /**
     * What one look came to.
     *
     * @param found whether there was news
     * @param steps those that the process has come to, locked for this node's worker
     * @param again when the news is tried again; zero when it is delivered
     */
    record Turn(boolean found, List<LockedExternalTask> steps, Duration again) {
        static final Turn NOTHING = new Turn(false, List.of(), Duration.ZERO);
    }
}
