package org.ziyuan.procurement.engine;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings the core's news into the engine: claim, move the process, mark as delivered, in ONE transaction of the
 * engine's. A crash before its commit leaves the news as it was, a crash after it leaves nothing to do.
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
        List<EngineMessage> claimed = new ArrayList<>(1);
        try {
            transactions.executeWithoutResult(status -> {
                inbox.claim().ifPresent(claimed::add);
                claimed.forEach(this::deliver);
                beforeCommit.run();
            });
        } catch (RuntimeException failure) {
            if (claimed.isEmpty()) {
                throw failure;
            }
            putBack(claimed.get(0), failure);
        }
        return !claimed.isEmpty();
    }

    private void putBack(EngineMessage message, RuntimeException failure) {
        LOG.warn("{} {} could not be handed to the engine: {}", message.type(), message.seq(), failure.toString());
        transactions.executeWithoutResult(status -> inbox.failed(message, failure));
    }

    private void deliver(EngineMessage message) {
        switch (handOver.apply(message)) {
            case DONE -> inbox.delivered(message);
            case NOT_YET -> inbox.notYet(message);
        }
    }
}
