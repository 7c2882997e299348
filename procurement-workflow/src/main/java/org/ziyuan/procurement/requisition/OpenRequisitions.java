package org.ziyuan.procurement.requisition;

import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.ziyuan.marketplace.people.HeldWork;
import org.ziyuan.marketplace.register.OpenPapers;

/**
 * Counts the requisitions that others or their author still have work with. One that is under way needs those who decide; a
 * draft stays with who wrote it, until a colleague copies it.
 */
@Configuration(proxyBeanMethods = false)
class OpenRequisitions implements OpenPapers {

    @Override
    public String what() {
        return "requisitions";
    }

    @Override
    public String sql() {
        return "select count(*) from requisition where organization_id = :organization"
                + in(state -> !state.isClosed());
    }

    @Bean
    static HeldWork heldRequisitions() {
        return new HeldWork(
                "requisitions",
                "select count(*) from requisition where organization_id = :organization"
                        + in(RequisitionState::isUnderWay),
                "select count(*) from requisition where requester_id = :person"
                        + in(state -> state == RequisitionState.DRAFT || state.holdsReservation()));
    }

    private static String in(Predicate<RequisitionState> which) {
        return Stream.of(RequisitionState.values())
                .filter(which)
                .map(state -> "'" + state + "'")
                .collect(Collectors.joining(", ", " and state in (", ")"));
    }
}
