package org.ziyuan.procurement.requisition;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.WrittenLast;
import org.ziyuan.procurement.requisition.RequisitionState.Event;
import reactor.core.publisher.Mono;

/**
 * Moves a requisition along its life cycle, inside the caller's transaction. The row is locked first, then accounts,
 * then the audit chain: the same order everywhere.
 */
@Component
public class RequisitionMoves {

    private static final WrittenLast.Insert HAPPENING = new WrittenLast.Insert(
            "insert into requisition_event (id, requisition_id, kind, actor_id, actor_name, note)",
            "(:id, :requisition, :kind, :actor, :name, :note)",
            "on conflict (id) do nothing");

    private static final String LOCK = """
            select id, number, organization_id, requester_id, purpose, state, vendor_id, budget_line_id, order_id,
                   total_in_fen
              from requisition where id =
            """;

    private final DatabaseClient database;
    private final BudgetBook budget;
    private final AuditLog audit;

    RequisitionMoves(DatabaseClient database, BudgetBook budget, AuditLog audit) {
        this.database = database;
        this.budget = budget;
        this.audit = audit;
    }

    /** The requisition, locked until the transaction ends. @throws Refusal {@code requisition-not-found} */
    public Mono<Locked> lock(UUID id) {
        return database.sql(LOCK + ":id for update")
                .bind("id", id)
                .map(Rows.as(Locked.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("requisition", id)));
    }

    /** The requisition that a task of this organization is about, locked; nothing where there is no such task. */
    public Mono<Locked> lockOfTask(UUID task, UUID organization) {
        return database.sql(LOCK + """
                        (select requisition_id from approval_task where id = :task and organization_id = :organization)
                           for update
                        """)
                .bind("task", task)
                .bind("organization", organization)
                .map(Rows.as(Locked.class))
                .one();
    }

    /** Carries the event out: state, timeline and audit. @throws Refusal {@code requisition-state-forbids} */
    public Mono<RequisitionState> move(Locked requisition, Event event, String note, Actor by) {
        return move(requisition, event, null, note, by);
    }

    /**
     * The same with the code of an ending, and the reservation released when the new state no longer holds one.
     *
     * @param outcome why it ended, such as {@code method-not-direct}; null when that is no question
     * @param note the reason in words
     */
    public Mono<RequisitionState> move(
            Locked requisition, Event event, @Nullable String outcome, String note, Actor by) {
        return RequisitionState.LIFE_CYCLE
                .next(requisition.state(), event)
                .flatMap(next -> carry(requisition, next, outcome, note)
                        .then(releaseWhenOver(requisition, next, by))
                        .then(note(requisition, kindOf(next), note, by))
                        .then(audit.record(
                                by,
                                "requisition." + kindOf(next),
                                "requisition",
                                requisition.id(),
                                Map.of("number", requisition.number(), "from", requisition.state(), "to", next)))
                        .thenReturn(next));
    }

    /** Gives back whatever the requisition still holds; nothing held, nothing done. */
    public Mono<Void> release(Locked requisition, Actor by) {
        UUID line = requisition.budgetLineId();
        return line == null ? Mono.empty() : budget.releaseReservation(requisition.id(), line, by);
    }

    /** Writes one entry of the timeline. */
    public Mono<Void> note(Locked requisition, String kind, String note, Actor by) {
        return note(Ids.next(), requisition.id(), kind, note, by);
    }

    /** Writes one entry of the timeline under an id that follows from its cause: the same id again changes nothing. */
    public Mono<Void> note(UUID eventId, UUID requisition, String kind, String note, Actor by) {
        return WrittenLast.row(
                database,
                HAPPENING,
                Map.of(
                        "id", eventId,
                        "requisition", requisition,
                        "kind", kind,
                        "actor", Parameter.fromOrEmpty(by.personId(), UUID.class),
                        "name", by.displayName(),
                        "note", note));
    }

    private Mono<Void> carry(Locked requisition, RequisitionState next, @Nullable String outcome, String note) {
        return database.sql("""
                        update requisition
                           set state = :state, row_version = row_version + 1, updated_at = now(),
                               closed_at = case when :closed then now() end,
                               outcome_code = coalesce(:outcome, outcome_code),
                               outcome_reason = case when :outcome::text is null then outcome_reason else :note end
                         where id = :id and state = :from
                        """)
                .bind("state", next.name())
                .bind("closed", next.isClosed())
                .bind("outcome", Parameter.fromOrEmpty(outcome, String.class))
                .bind("note", note)
                .bind("id", requisition.id())
                .bind("from", requisition.state().name())
                .then();
    }

    private Mono<Void> releaseWhenOver(Locked requisition, RequisitionState next, Actor by) {
        boolean over = requisition.state().holdsReservation() && next.isClosed();
        return over ? release(requisition, by) : Mono.empty();
    }

    private static String kindOf(RequisitionState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A requisition whose row is locked. */
    public record Locked(
            UUID id,
            String number,
            UUID organizationId,
            UUID requesterId,
            String purpose,
            RequisitionState state,
            @Nullable UUID vendorId,
            @Nullable UUID budgetLineId,
            @Nullable UUID orderId,
            long totalInFen) {

        /** The process acting for the school that asked. */
        public Actor process() {
            return Actor.system("采购流程", organizationId);
        }

        /** @throws Refusal {@code requisition-not-found} for another school's, {@code requisition-of-another-person} */
        Locked ownedBy(Actor actor) {
            if (!organizationId.equals(actor.organizationId())) {
                throw Refusal.notFound("requisition", id);
            }
            if (!requesterId.equals(actor.person())) {
                throw Refusal.forbidden("requisition-of-another-person").with("number", number);
            }
            return this;
        }

        /** @throws Refusal those of {@link #ownedBy}, and {@code requisition-not-a-draft} */
        Locked writableBy(Actor actor) {
            if (ownedBy(actor).state() != RequisitionState.DRAFT) {
                throw Refusal.conflict("requisition-not-a-draft")
                        .with("number", number)
                        .with("state", state);
            }
            return this;
        }
    }
}
