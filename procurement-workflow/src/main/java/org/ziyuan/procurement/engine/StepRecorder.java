package org.ziyuan.procurement.engine;

import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** Has every step of every process written down, in the transaction in which the engine takes it. */
final class StepRecorder extends AbstractBpmnParseListener {

    private final ExecutionListener steps;
    private final ExecutionListener machines;
    private final ExecutionListener ends;
    private final TaskListener tasks;

    /** @param machines hears of every step that a machine takes */
    StepRecorder(ExecutionListener steps, ExecutionListener machines, ExecutionListener ends, TaskListener tasks) {
        this.steps = steps;
        this.machines = machines;
        this.ends = ends;
        this.tasks = tasks;
    }

    @Override
    public void parseProcess(Element element, ProcessDefinitionEntity process) {
        process.addListener(ExecutionListener.EVENTNAME_END, ends);
    }

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        record(activity);
        TaskDefinition task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
        task.addTaskListener(TaskListener.EVENTNAME_CREATE, tasks);
        task.addTaskListener(TaskListener.EVENTNAME_COMPLETE, tasks);
        task.addTaskListener(TaskListener.EVENTNAME_DELETE, tasks);
    }

    @Override
    public void parseStartEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
        record(activity);
    }

    @Override
    public void parseEndEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
        record(activity);
    }

    @Override
    public void parseServiceTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        record(activity);
        activity.addListener(ExecutionListener.EVENTNAME_START, machines);
    }

    @Override
    public void parseBusinessRuleTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        record(activity);
        activity.addListener(ExecutionListener.EVENTNAME_START, machines);
    }

    @Override
    public void parseReceiveTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        record(activity);
    }

    @Override
    public void parseCallActivity(Element element, ScopeImpl scope, ActivityImpl activity) {
        record(activity);
    }

    @Override
    public void parseSubProcess(Element element, ScopeImpl scope, ActivityImpl activity) {
        record(activity);
    }

    @Override
    public void parseExclusiveGateway(Element element, ScopeImpl scope, ActivityImpl activity) {
        record(activity);
    }

    @Override
    public void parseEventBasedGateway(Element element, ScopeImpl scope, ActivityImpl activity) {
        record(activity);
    }

    @Override
    public void parseIntermediateCatchEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
        record(activity);
    }

    @Override
    public void parseBoundaryEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
        record(activity);
    }

    private void record(ActivityImpl activity) {
        activity.addListener(ExecutionListener.EVENTNAME_START, steps);
        activity.addListener(ExecutionListener.EVENTNAME_END, steps);
    }
}
