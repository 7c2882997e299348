package org.ziyuan.procurement.requisition;

import static org.ziyuan.marketplace.identity.Role.PURCHASER;
import static org.ziyuan.marketplace.identity.Role.TEACHER;

import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** Begins a requisition as a draft without lines, in the name of the person who asks. */
@Component
public class BeginRequisition {

    static final TextField PURPOSE = TextField.words("purpose", 0, 500).refusing("purpose-too-long");

    private final DatabaseClient database;
    private final RequisitionMoves moves;
    private final MoneyTransactions transactions;
    private final AuditLog audit;

    BeginRequisition(DatabaseClient database, RequisitionMoves moves, MoneyTransactions transactions, AuditLog audit) {
        this.database = database;
        this.moves = moves;
        this.transactions = transactions;
        this.audit = audit;
    }

    /**
     * Begins a requisition under an id of the caller's; the same id again is the same requisition.
     *
     * @throws Refusal {@code purpose-too-long}, and {@code requisition-not-found} where the id is another school's
     */
    public Mono<UUID> begin(UUID id, String purpose, Actor actor) {
        return transactions.execute(Mono.defer(() -> {
            actor.require(PURCHASER, TEACHER);
            return insert(id, PURPOSE.read(purpose), actor);
        }));
    }

    private Mono<UUID> insert(UUID id, String purpose, Actor actor) {
        return database.sql("""
                        insert into requisition (id, number, organization_id, requester_id, purpose)
                        select :id, document_number_of('采申', beijing_year(), nextval('requisition_number')),
                               :organization, :person, :purpose
                         where not exists (select from requisition where id = :id)
                            on conflict (id) do nothing
                        returning number
                        """)
                .bind("id", id)
                .bind("organization", actor.organizationId())
                .bind("person", actor.person())
                .bind("purpose", purpose)
                .mapValue(String.class)
                .one()
                .flatMap(number -> moves.note(Ids.derived(id, "drafted"), id, "drafted", "", actor)
                        .then(audit.record(actor, "requisition.drafted", "requisition", id, Map.of("number", number)))
                        .thenReturn(id))
                .switchIfEmpty(Mono.defer(
                        () -> moves.lock(id).map(found -> found.ownedBy(actor).id())));
    }
}
