package org.ziyuan.procurement.requisition;

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
        String open = Stream.of(RequisitionState.values())
                .filter(state -> !state.isClosed())
                .map(state -> "'" + state + "'")
                .collect(Collectors.joining(", "));
        return "select count(*) from requisition where organization_id = :organization and state in (" + open + ")";
    }

    @Bean
    static HeldWork heldRequisitions() {
        return new HeldWork("requisitions", """
                select count(*) from requisition
                 where organization_id = :organization
                   and state in ('SUBMITTED', 'AWAITING_ACCOUNTANT', 'AWAITING_PRINCIPAL', 'APPROVED', 'ORDERED')
                """, """
                select count(*) from requisition
                 where requester_id = :person
                   and state in ('DRAFT', 'SUBMITTED', 'AWAITING_ACCOUNTANT', 'AWAITING_PRINCIPAL', 'APPROVED')
                """);
    }
}
