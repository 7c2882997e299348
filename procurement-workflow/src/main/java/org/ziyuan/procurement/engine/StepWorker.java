package org.ziyuan.procurement.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.externaltask.ExternalTaskQueryBuilder;
import org.camunda.bpm.engine.externaltask.ExternalTaskQueryTopicBuilder;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.procurement.engine.ServiceStep.StepCall;

/**
 * Works the service steps: fetches and locks, asks the feature, then completes.
 *
 * <p>If the process dies between the feature's answer and the completion, the lock runs out and the step is asked for
 * again; the feature then answers as before. What fails too often waits as an incident for a person.
 */
@Component
@Conditional(WorkflowRole.class)
class StepWorker {

    private static final Logger LOG = LoggerFactory.getLogger(StepWorker.class);

    /** More than a lock or the pause after a failure ever lasts. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(11);

    /** A process comes to one step at a time; beside it may stand a reminder. */
    private static final int MOST_OF_ONE = 4;

    private final ExternalTaskService tasks;
    private final EngineLog log;
    private final TransactionTemplate transactions;
    private final Map<String, ServiceStep> steps;
    private final EngineSettings settings;
    private final String name = "steps-" + UUID.randomUUID();

    StepWorker(
            ProcessEngine engine,
            EngineLog log,
            @Qualifier("engine") TransactionTemplate transactions,
            ObjectProvider<ServiceStep> steps,
            EngineSettings settings) {
        this.tasks = engine.getExternalTaskService();
        this.log = log;
        this.transactions = transactions;
        this.steps = steps.stream().collect(Collectors.toUnmodifiableMap(ServiceStep::topic, Function.identity()));
        this.settings = settings;
    }

    /** At most so many steps, locked for this worker. */
    List<LockedExternalTask> fetch(int atMost) {
        return fetch(atMost, null);
    }

    /** Within a transaction that moves a process: the steps it has come to by that, locked for this worker. */
    List<LockedExternalTask> take(String businessKey) {
        return log.bringsSteps() ? fetch(MOST_OF_ONE, businessKey) : List.of();
    }

    private List<LockedExternalTask> fetch(int atMost, @Nullable String businessKey) {
        if (steps.isEmpty()) {
            return List.of();
        }
        ExternalTaskQueryBuilder query = tasks.fetchAndLock(atMost, name);
        for (String topic : steps.keySet()) {
            ExternalTaskQueryTopicBuilder one =
                    query.topic(topic, settings.lock().toMillis()).variables(List.of());
            query = businessKey == null ? one : one.businessKey(businessKey);
        }
        return query.execute();
    }

    /** Asks for the step and completes it, then those that follow it at once; blocks until all are done. */
    void work(LockedExternalTask task) {
        List<LockedExternalTask> next = List.of();
        try {
            next = completed(task, perform(task));
        } catch (RuntimeException failure) {
            putBack(task, failure);
        }
        next.forEach(this::work);
    }

    private List<LockedExternalTask> completed(LockedExternalTask task, Map<String, String> words) {
        return transactions.execute(status -> {
            complete(task, words);
            return take(task.getBusinessKey());
        });
    }

    Map<String, String> perform(LockedExternalTask task) {
        ServiceStep step = steps.get(task.getTopicName());
        if (step == null) {
            throw new IllegalStateException("nobody works the step " + task.getTopicName());
        }
        StepCall call = new StepCall(
                UUID.fromString(task.getBusinessKey()),
                task.getActivityId(),
                Ids.derived(task.getProcessInstanceId(), task.getActivityInstanceId()));
        Map<String, String> words = step.perform(call).block(settings.lock());
        return words == null ? Map.of() : words;
    }

    void complete(LockedExternalTask task, Map<String, String> words) {
        tasks.complete(task.getId(), name, Words.of(words));
    }

    /**
     * Gives every step that has failed too often one more attempt: what an outage has stopped goes on by itself. A step
     * that is locked for longer than anybody locks one was locked by a clock that has gone back since; it is free too.
     */
    int tryStuckAgain() {
        Instant longest = ClockUtil.getCurrentTime().toInstant().plus(LONGEST_PAUSE);
        tasks.createExternalTaskQuery()
                .lockExpirationAfter(Date.from(longest))
                .listPage(0, 100)
                .forEach(step -> tasks.unlock(step.getId()));
        List<ExternalTask> stuck =
                tasks.createExternalTaskQuery().noRetriesLeft().listPage(0, 100);
        stuck.forEach(step -> tasks.setRetries(step.getId(), 1));
        if (!stuck.isEmpty()) {
            LOG.error("{} steps have failed too often and are tried once more; their errors are above", stuck.size());
        }
        return stuck.size();
    }

    private void putBack(LockedExternalTask task, RuntimeException failure) {
        int left = (task.getRetries() == null ? settings.attempts() : task.getRetries()) - 1;
        long pause = settings.pauseAfter(settings.attempts() - left).toMillis();
        try {
            if (tasks.createExternalTaskQuery().externalTaskId(task.getId()).count() == 0) {
                LOG.debug("step {} went with its process", task.getActivityId(), failure);
                return;
            }
            warn(task, left, failure);
            tasks.handleFailure(task.getId(), name, inShort(failure), left, pause);
        } catch (ProcessEngineException gone) {
            // The lock ran out, or the database is away: whoever holds it next decides.
            LOG.debug("step {} is no longer ours", task.getActivityId(), gone);
        }
    }

    private static void warn(LockedExternalTask task, int left, RuntimeException failure) {
        LOG.warn(
                "step {} of {} failed, {} attempts left: {}",
                task.getActivityId(),
                task.getBusinessKey(),
                left,
                failure.toString());
        LOG.debug("the failure", failure);
    }

    private static String inShort(RuntimeException failure) {
        String text = failure.toString().replaceAll("\\p{Cntrl}", " ");
        return text.substring(0, Math.min(text.length(), 300));
    }
}
