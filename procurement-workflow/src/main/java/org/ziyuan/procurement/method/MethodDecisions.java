package org.ziyuan.procurement.method;

import io.r2dbc.postgresql.codec.Json;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Every decision about a method, kept with what it was decided on; one per requisition, never changed. */
@Component
public class MethodDecisions {

    private final DatabaseClient database;
    private final JsonMapper json;

    MethodDecisions(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** @throws Refusal {@code method-decision-not-found} before the process has chosen */
    public Mono<MethodDecision> of(UUID requisitionId) {
        return find(requisitionId).switchIfEmpty(Mono.error(() -> Refusal.notFound("method-decision", requisitionId)));
    }

    /** The decision, or empty before the process has chosen. */
    public Mono<MethodDecision> find(UUID requisitionId) {
        return database.sql("select * from method_decision where requisition_id = :id")
                .bind("id", requisitionId)
                .map(Rows.as(MethodDecision.class))
                .one();
    }

    /** Keeps the decision; the first one stays. */
    Mono<Void> keep(MethodQuestion question, MethodDecision decision, Thresholds thresholds) {
        return database.sql("""
                        insert into method_decision (requisition_id, method, rule_row, minimum_suppliers, minimum_days,
                          approval, source, jurisdiction, level, object_type, request_in_fen, amount_in_fen,
                          thresholds, verified)
                        values (:id, :method, :row, :suppliers, :days, :approval, :source, :jurisdiction, :level,
                          :object, :request, :amount, :thresholds, :verified)
                        on conflict (requisition_id) do nothing
                        """)
                .bind("id", question.requisitionId())
                .bind("method", decision.method().name())
                .bind("row", decision.ruleRow())
                .bind("suppliers", decision.minimumSuppliers())
                .bind("days", decision.minimumDays())
                .bind("approval", decision.approval())
                .bind("source", decision.source())
                .bind("jurisdiction", question.jurisdiction())
                .bind("level", question.level())
                .bind("object", question.objectType())
                .bind("request", question.requestInFen())
                .bind("amount", question.amountInFen())
                .bind("thresholds", Json.of(json.writeValueAsString(thresholds.asEvidence())))
                .bind("verified", thresholds.verified())
                .then();
    }
}
