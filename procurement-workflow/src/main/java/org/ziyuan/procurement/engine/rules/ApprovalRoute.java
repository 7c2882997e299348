package org.ziyuan.procurement.engine.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.ConditionExpression;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Role;

/** Who approves a purchase one after the other, read from the process model that will ask them. */
@Component
public class ApprovalRoute {

    private static final String MODEL = "bpmn/school-direct-purchase.bpmn";
    private static final String FROM = "is-direct";
    private static final String UNTIL = "issue-order";

    private final List<Role> roles;

    ApprovalRoute() {
        try (InputStream model = new ClassPathResource(MODEL).getInputStream()) {
            this.roles = read(Bpmn.readModelFromStream(model));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** The roles in their order; everybody agreeing, an order is issued after the last. */
    public List<Role> roles() {
        return roles;
    }

    private static List<Role> read(BpmnModelInstance model) {
        List<Role> roles = new ArrayList<>();
        FlowNode at = model.getModelElementById(FROM);
        while (!at.getId().equals(UNTIL)) {
            if (at instanceof UserTask task) {
                task.getCamundaCandidateGroupsList().stream().map(Role::valueOf).forEach(roles::add);
            }
            at = agreed(at);
        }
        return List.copyOf(roles);
    }

    /** Where the way parts, agreement is the flow that has a condition. */
    private static FlowNode agreed(FlowNode from) {
        return from.getOutgoing().stream()
                .max(Comparator.comparing(flow ->
                        !flow.getChildElementsByType(ConditionExpression.class).isEmpty()))
                .orElseThrow(() -> new IllegalStateException("the way to an order ends at " + from.getId()))
                .getTarget();
    }
}
