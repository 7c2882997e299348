package org.ziyuan.procurement.engine;

import java.sql.Timestamp;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.task.IdentityLink;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes down what the engine does, in its own transaction: either both happened or neither. */
final class EngineLog {

    private final JdbcTemplate jdbc;
    private final WakeUp steps;

    EngineLog(JdbcTemplate jdbc, WakeUp steps) {
        this.jdbc = jdbc;
        this.steps = steps;
    }

    StepRecorder recorder() {
        ExecutionListener activities = this::activity;
        ExecutionListener ends = this::processEnded;
        TaskListener tasks = this::task;
        return new StepRecorder(activities, ends, tasks);
    }

    private void activity(DelegateExecution execution) {
        boolean starts = ExecutionListener.EVENTNAME_START.equals(execution.getEventName());
        String kind = starts ? "activity-started" : execution.isCanceled() ? "activity-cancelled" : "activity-ended";
        write(execution, kind, execution.getCurrentActivityId(), null, null, null);
        steps.afterCommit();
    }

    private void processEnded(DelegateExecution execution) {
        if (execution.getSuperExecution() != null) {
            return;
        }
        write(execution, "process-ended", String.valueOf(execution.getCurrentActivityId()), null, null, null);
        int unused = jdbc.update(
                "update market.process_link set ended_at = now() where instance_id = ? and ended_at is null",
                execution.getProcessInstanceId());
    }

    private void task(DelegateTask task) {
        boolean created = TaskListener.EVENTNAME_CREATE.equals(task.getEventName());
        String role = task.getCandidates().stream()
                .map(IdentityLink::getGroupId)
                .findFirst()
                .orElse(null);
        Timestamp due = task.getDueDate() == null
                ? null
                : Timestamp.from(task.getDueDate().toInstant());
        write(
                task.getExecution(),
                created ? "task-created" : "task-closed",
                task.getTaskDefinitionKey(),
                UUID.fromString(task.getId()),
                role,
                due);
    }

    private void write(
            DelegateExecution execution,
            String kind,
            String activity,
            @Nullable UUID task,
            @Nullable String role,
            @Nullable Timestamp due) {
        String definition = execution.getProcessDefinitionId();
        int unused = jdbc.update(
                """
                insert into market.engine_event
                  (business_id, definition, instance_id, kind, activity_id, task_id, candidate_role, due_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                UUID.fromString(execution.getProcessBusinessKey()),
                definition.substring(0, definition.indexOf(':')),
                execution.getProcessInstanceId(),
                kind,
                activity,
                task,
                role,
                due);
    }
}
