package org.ziyuan.marketplace.funding;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** Binds a line at a node of the control tree and frees it, in the transaction that is under way. */
@Component
class LineBinding {

    private static final String HOLDS_MONEY = "budget-line-holds-money:";

    private final DatabaseClient database;
    private final AuditLog audit;

    LineBinding(DatabaseClient database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /** Nothing else is bound or freed until the transaction ends, and the line is locked as binding it does. */
    Mono<Void> lock(UUID lineId) {
        return database.sql("select pg_advisory_xact_lock(hashtext('control-tree'))")
                .then()
                .then(database.sql("select from budget_line where id = :id for update")
                        .bind("id", lineId)
                        .then());
    }

    Mono<Void> change(ControlTree.Place before, @Nullable UUID nodeId, Actor by) {
        return database.sql("select coalesce(bind_budget_line(:line, :node), '') as reason")
                .bind("line", before.budgetLineId())
                .bind("node", Parameter.fromOrEmpty(nodeId, UUID.class))
                .mapValue(String.class)
                .one()
                .flatMap(reason -> reason.isEmpty()
                        ? audit.record(
                                by,
                                nodeId == null ? "budget-line.freed" : "budget-line.bound",
                                "budget-line",
                                before.budgetLineId(),
                                Map.of("from", String.valueOf(before.nodeId()), "to", String.valueOf(nodeId)))
                        : Mono.error(refusal(reason, before.budgetLineId())));
    }

    private static Refusal refusal(String reason, UUID lineId) {
        return reason.startsWith(HOLDS_MONEY)
                ? Refusal.conflict("budget-line-holds-money")
                        .with("budgetLineId", lineId)
                        .with("available", Money.ofFen(Long.parseLong(reason.substring(HOLDS_MONEY.length()))))
                : Refusal.conflict(reason).with("budgetLineId", lineId);
    }
}
