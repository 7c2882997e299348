package org.ziyuan.marketplace.audit;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The audit log as chains, one per organization. */
@Configuration(proxyBeanMethods = false)
class AuditChains {

    @Bean
    HashChain auditChain() {
        return new HashChain("audit", "audit_chain", "audit_entry", "organization_id", "at");
    }
}
