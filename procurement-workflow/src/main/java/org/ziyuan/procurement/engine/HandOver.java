package org.ziyuan.procurement.engine;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Execution;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Conditional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What each kind of news does to a process. Runs inside the transaction that claimed the news. */
@Component
@Conditional(WorkflowRole.class)
class HandOver {

    /** What became of the news. */
    enum Outcome {
        /** It moved the process, or it came too late to matter. */
        DONE,
        /** The process has not yet come to where it waits for this. */
        NOT_YET
    }

    private final RuntimeService processes;
    private final TaskService tasks;
    private final JdbcTemplate jdbc;

    HandOver(ProcessEngine engine, @Qualifier("engine") JdbcTemplate jdbc) {
        this.processes = engine.getRuntimeService();
        this.tasks = engine.getTaskService();
        this.jdbc = jdbc;
    }

    Outcome apply(EngineMessage news) {
        return switch (news.type()) {
            case "RequisitionSubmitted" -> start("school-direct-purchase", news.aggregateId());
            case "RequisitionWithdrawn" -> tell(news.aggregateId().toString(), "requisition-withdrawn", Map.of());
            case "ApprovalDecided" -> decide(news);
            case "PurchaseOrderConfirmed" -> vendorAnswered(news, "confirmed");
            case "PurchaseOrderDeclined", "PurchaseOrderCancelled" -> vendorAnswered(news, "declined");
            case "DeliveryRejected" -> tellOfMending(news, "delivery-rejected");
            case "DeliveryMended" -> tellOfMending(news, "delivery-mended");
            case "DeliveryAccepted" ->
                tell(news.required("requisitionId"), "delivery-accepted", Map.of("paymentIsLateAt", whenLate(news)));
            case "InvoiceMatched" -> tell(news.required("requisitionId"), "invoice-matched", Map.of());
            case "PaymentSettled" -> tell(news.required("requisitionId"), "payment-settled", Map.of());
            case "PaymentFailed" -> tell(news.required("requisitionId"), "payment-failed", Map.of());
            default -> throw new IllegalStateException("the engine has no use for " + news.type());
        };
    }

    private Outcome start(String definition, UUID businessId) {
        if (!linked(businessId)) {
            var instance = processes.startProcessInstanceByKey(definition, businessId.toString());
            int unused = jdbc.update(
                    "insert into market.process_link (business_id, definition, instance_id) values (?, ?, ?)",
                    businessId,
                    definition,
                    instance.getProcessInstanceId());
        }
        return Outcome.DONE;
    }

    /** The approver's word; a task that is gone was decided before or went with its process. */
    private Outcome decide(EngineMessage news) {
        String task = news.required("taskId");
        if (tasks.createTaskQuery().taskId(task).count() == 1) {
            String word = news.required("decision").equals("APPROVE") ? "approved" : "rejected";
            tasks.complete(task, Words.once(news.required("role").toLowerCase(Locale.ROOT) + "Decision", word));
        }
        return Outcome.DONE;
    }

    /** The answer may come after the time allowed: then the process has already taken note of it another way. */
    private Outcome vendorAnswered(EngineMessage news, String answer) {
        String requisition = news.required("requisitionId");
        if (has(requisition, "await-vendor-answer", "activity-ended", "activity-cancelled")) {
            return Outcome.DONE;
        }
        return tell(requisition, "vendor-answered", Words.once("vendorAnswer", answer));
    }

    /** A process that began before deliveries could be rejected goes on waiting for the one that is accepted. */
    private Outcome tellOfMending(EngineMessage news, String message) {
        String requisition = news.required("requisitionId");
        boolean knowsOfNone =
                isWaiting(requisition, "delivery-accepted") && !isWaiting(requisition, "delivery-rejected");
        return knowsOfNone ? Outcome.DONE : tell(requisition, message, Map.of());
    }

    private boolean isWaiting(String businessKey, String message) {
        return processes
                        .createExecutionQuery()
                        .messageEventSubscriptionName(message)
                        .processInstanceBusinessKey(businessKey)
                        .count()
                > 0;
    }

    /**
     * The beginning of the day after the last one on which the school may pay. Older news does not name the day of delivery;
     * then it is the day on which it was told.
     */
    private String whenLate(EngineMessage news) {
        return Objects.requireNonNull(jdbc.queryForObject(
                """
                select to_char(market.beginning_of_day(market.pay_by(coalesce(?::date,
                                   market.beijing_day(now() - make_interval(secs => ?)))) + 1)
                         at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                """, String.class, news.text("deliveredOn"), (double) news.age().toSeconds()));
    }

    private Outcome tell(String businessKey, String message, Map<String, Object> variables) {
        List<Execution> waiting = processes
                .createExecutionQuery()
                .messageEventSubscriptionName(message)
                .processInstanceBusinessKey(businessKey)
                .listPage(0, 2);
        if (waiting.size() > 1) {
            throw new IllegalStateException("two executions of " + businessKey + " wait for " + message);
        }
        if (waiting.isEmpty()) {
            return hasEnded(businessKey) ? Outcome.DONE : Outcome.NOT_YET;
        }
        processes.messageEventReceived(message, waiting.get(0).getId(), variables);
        return Outcome.DONE;
    }

    private boolean linked(UUID businessId) {
        return counts("select count(*) from market.process_link where business_id = ?", businessId);
    }

    private boolean hasEnded(String businessKey) {
        return counts(
                "select count(*) from market.process_link where business_id = ? and ended_at is not null",
                UUID.fromString(businessKey));
    }

    private boolean has(String businessKey, String activity, String kind, String orKind) {
        return counts(
                "select count(*) from market.engine_event where business_id = ? and activity_id = ? and kind in (?, ?)",
                UUID.fromString(businessKey),
                activity,
                kind,
                orKind);
    }

    private boolean counts(String sql, Object... arguments) {
        Long found = jdbc.queryForObject(sql, Long.class, arguments);
        return found != null && found > 0;
    }
}
