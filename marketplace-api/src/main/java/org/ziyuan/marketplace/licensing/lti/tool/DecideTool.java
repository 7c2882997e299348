package org.ziyuan.marketplace.licensing.lti.tool;

import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.licensing.lti.tool.ToolState.Event;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** The operator approves a vendor's tool that was tried in every role, or returns it with a reason. */
@Component
public class DecideTool {

    private static final TextField REASON = TextField.reason("reason", 500);

    private final DatabaseClient database;
    private final ToolRegistrations registrations;
    private final VendorTools tools;
    private final AuditLog audit;
    private final MoneyTransactions transactions;

    DecideTool(
            DatabaseClient database,
            ToolRegistrations registrations,
            VendorTools tools,
            AuditLog audit,
            MoneyTransactions transactions) {
        this.database = database;
        this.registrations = registrations;
        this.tools = tools;
        this.audit = audit;
        this.transactions = transactions;
    }

    /** Refuses with {@code vendor-tool-not-found}, {@code tool-state-forbids} and {@code tool-not-passed}. */
    public Mono<Void> approve(UUID id, Actor operator) {
        return decide(id, Event.APPROVE, "", operator);
    }

    /** Refuses as {@link #approve} but for the trials, and with {@code reason-required}. */
    public Mono<Void> giveBack(UUID id, String reason, Actor operator) {
        return Mono.fromCallable(() -> REASON.read(reason)).flatMap(why -> decide(id, Event.RETURN, why, operator));
    }

    private Mono<Void> decide(UUID id, Event event, String why, Actor operator) {
        return transactions.execute(Mono.fromRunnable(() -> operator.require(Role.OPERATOR))
                .then(registrations.lock(id))
                .then(Mono.defer(() -> tools.only(id, operator)))
                .flatMap(tool -> event == Event.APPROVE && !tool.hasPassed()
                        ? Mono.error(Refusal.conflict("tool-not-passed").with("name", tool.name()))
                        : ToolState.LIFE_CYCLE.next(tool.state(), event))
                .flatMap(to -> written(id, to, why, operator)
                        .then(audit.record(
                                operator,
                                to == ToolState.APPROVED ? "tool.approved" : "tool.returned",
                                "tool",
                                id,
                                Map.of("reason", why)))));
    }

    private Mono<Void> written(UUID id, ToolState to, String why, Actor operator) {
        return database.sql("""
                        update tool_registration
                           set state = :state, reason = :reason, decided_by = :by, decided_by_name = :byName,
                               decided_at = now(), updated_at = now()
                         where client_id = cast(:id as text)
                        """)
                .bind("state", to.name())
                .bind("reason", why)
                .bind("by", operator.person())
                .bind("byName", operator.displayName())
                .bind("id", id)
                .then();
    }
}
