package org.ziyuan.procurement.requisition;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.ziyuan.marketplace.people.HeldWork;

/** A requisition that is under way needs those who decide; a draft stays with who wrote it, until a colleague copies it. */
@Configuration(proxyBeanMethods = false)
class RequisitionsHeld {

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
