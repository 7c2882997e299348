package org.ziyuan.procurement.approval;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.outbox.OutboxConsumer;
import org.ziyuan.marketplace.outbox.OutboxMessage;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** Keeps the inbox in step with the engine: what it waits for is put in, what it no longer waits for is taken out. */
@Component
class ApprovalTasks implements OutboxConsumer {

    private final DatabaseClient database;
    private final MoneyTransactions transactions;

    ApprovalTasks(DatabaseClient database, MoneyTransactions transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    @Override
    public String name() {
        return "procurement";
    }

    /** Applied once: the message and what it changes are one transaction. */
    @Override
    public Mono<Void> deliver(OutboxMessage message) {
        return transactions.execute(firstTime(message).filter(first -> first).flatMap(first -> apply(message)));
    }

    private Mono<Boolean> firstTime(OutboxMessage message) {
        return database.sql("""
                        insert into inbox_message (source, message_key) values ('engine', :key) on conflict do nothing
                        """)
                .bind("key", message.id().toString())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private Mono<Void> apply(OutboxMessage message) {
        UUID task = UUID.fromString(text(message, "taskId"));
        return message.type().equals("ApprovalTaskCreated") ? open(task, message) : close(task);
    }

    /** Only while the requisition still waits: it may have been withdrawn before this news arrived. */
    private Mono<Void> open(UUID task, OutboxMessage message) {
        return database.sql("""
                        insert into approval_task (id, requisition_id, organization_id, activity_id, role, due_at)
                        select :task, r.id, r.organization_id, :activity, :role, :due from requisition r
                         where r.id = :requisition
                           and r.state in ('SUBMITTED', 'AWAITING_ACCOUNTANT', 'AWAITING_PRINCIPAL')
                           for update
                        on conflict (id) do nothing
                        """)
                .bind("task", task)
                .bind("activity", text(message, "activity"))
                .bind("role", text(message, "role"))
                .bind("due", Parameter.fromOrEmpty(due(message), OffsetDateTime.class))
                .bind("requisition", message.aggregateId())
                .then();
    }

    private Mono<Void> close(UUID task) {
        return database.sql("""
                        update approval_task set state = 'closed', closed_at = now() where id = :task and state = 'open'
                        """).bind("task", task).then();
    }

    private static @Nullable OffsetDateTime due(OutboxMessage message) {
        Object due = message.payload().get("dueAt");
        return due == null ? null : OffsetDateTime.parse(String.valueOf(due));
    }

    private static String text(OutboxMessage message, String name) {
        Object value = message.payload().get(name);
        if (value == null) {
            throw new IllegalStateException(message.type() + " " + message.id() + " has no " + name);
        }
        return String.valueOf(value);
    }
}
