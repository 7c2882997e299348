package org.ziyuan.procurement.prospect;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.procurement.engine.rules.ApprovalRoute;
import org.ziyuan.procurement.method.MethodDecision;
import org.ziyuan.procurement.method.MethodRules;
import org.ziyuan.procurement.prospect.Prospect.Approval;
import org.ziyuan.procurement.prospect.Prospect.Approver;
import org.ziyuan.procurement.requisition.SubmitRequisition;
import reactor.core.publisher.Mono;

/** Looks ahead: what would be decided about a draft, asked of what decides. */
@Component
public class Prospects implements SubmitRequisition.Check {

    private static final int MOST_PEOPLE = 200;

    private final DatabaseClient database;
    private final MethodRules rules;
    private final ApprovalRoute route;

    Prospects(DatabaseClient database, MethodRules rules, ApprovalRoute route) {
        this.database = database;
        this.rules = rules;
        this.route = route;
    }

    /** What would come of a requisition of the actor's school if he handed it in now; empty where there is none. */
    public Mono<Prospect> of(UUID requisition, Actor actor) {
        return Mono.zip(rules.decisionFor(requisition), approvals(actor), Prospects::prospect);
    }

    /** @throws Refusal {@code method-not-direct}, {@code nobody-approves} */
    @Override
    public Mono<Void> allow(UUID requisition, Actor actor) {
        return Mono.zip(rules.decisionFor(requisition), approvals(actor)).flatMap(both -> {
            String hindrance = hindrance(both.getT1(), both.getT2());
            return hindrance == null
                    ? Mono.<Void>empty()
                    : Mono.error(Refusal.conflict(hindrance)
                            .with("reason", both.getT1().inWords()));
        });
    }

    private static Prospect prospect(MethodDecision decision, List<Approval> approvals) {
        return new Prospect(
                decision.method(),
                decision.method().inChinese(),
                decision.source(),
                approvals,
                hindrance(decision, approvals));
    }

    private static @Nullable String hindrance(MethodDecision decision, List<Approval> approvals) {
        if (!decision.method().isDirect()) {
            return "method-not-direct";
        }
        return Prospect.canBeGiven(approvals) ? null : "nobody-approves";
    }

    private Mono<List<Approval>> approvals(Actor actor) {
        return database.sql("""
                        select c.person_id as person, c.display_name as name, r.role
                          from acting_capacity c cross join unnest(c.roles) as r (role)
                         where c.organization_id = :school and c.person_id <> :asking and r.role = any(:roles)
                         order by c.display_name, c.person_id limit :most
                        """)
                .bind("school", actor.organizationId())
                .bind("asking", actor.person())
                .bind("roles", route.roles().stream().map(Role::name).toArray(String[]::new))
                .bind("most", MOST_PEOPLE)
                .map(Rows.as(Holder.class))
                .all()
                .collect(Collectors.groupingBy(
                        Holder::role,
                        Collectors.mapping(one -> new Approver(one.person(), one.name()), Collectors.toList())))
                .map(this::inOrder);
    }

    private List<Approval> inOrder(Map<Role, List<Approver>> people) {
        return route.roles().stream()
                .map(role -> new Approval(role, people.getOrDefault(role, List.of())))
                .toList();
    }

    private record Holder(UUID person, String name, Role role) {}
}
