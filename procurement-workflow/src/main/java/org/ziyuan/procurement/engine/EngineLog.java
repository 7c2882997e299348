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
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes down what the engine does, in its own transaction: either both happened or neither. What happens in one transaction
 * is written at its end, in one statement.
 */
final class EngineLog {

    private final JdbcTemplate jdbc;
    private final WakeUp steps;

    EngineLog(JdbcTemplate jdbc, WakeUp steps) {
        this.jdbc = jdbc;
        this.steps = steps;
    }

    StepRecorder recorder() {
        ExecutionListener activities = this::activity;
        ExecutionListener machines = execution -> transcript().stepWaits(true);
        ExecutionListener ends = this::processEnded;
        TaskListener tasks = this::task;
        return new StepRecorder(activities, machines, ends, tasks);
    }

    /**
     * Whether the transaction that is under way has brought a process to a step for a machine. Who asks takes the steps
     * himself: nobody else is woken for them.
     */
    boolean bringsSteps() {
        Transcript now = (Transcript) TransactionSynchronizationManager.getResource(this);
        return now != null && now.takeStepWaits();
    }

    private void activity(DelegateExecution execution) {
        boolean starts = ExecutionListener.EVENTNAME_START.equals(execution.getEventName());
        String kind = starts ? "activity-started" : execution.isCanceled() ? "activity-cancelled" : "activity-ended";
        write(execution, kind, execution.getCurrentActivityId(), null, null, null);
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
        transcript()
                .add(new Transcript.Entry(
                        UUID.fromString(execution.getProcessBusinessKey()),
                        definition.substring(0, definition.indexOf(':')),
                        execution.getProcessInstanceId(),
                        kind,
                        activity,
                        task,
                        role,
                        due));
    }

    /** Every command of the engine runs in a transaction. */
    private Transcript transcript() {
        Transcript now = (Transcript) TransactionSynchronizationManager.getResource(this);
        if (now == null) {
            now = new Transcript(this, jdbc, steps);
            TransactionSynchronizationManager.bindResource(this, now);
            TransactionSynchronizationManager.registerSynchronization(now);
        }
        return now;
    }
}
