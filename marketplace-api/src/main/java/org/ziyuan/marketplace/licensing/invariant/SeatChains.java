package org.ziyuan.marketplace.licensing.invariant;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.ziyuan.marketplace.audit.HashChain;

/** What happened to the seats of a licence as a chain, one per licence. */
@Configuration(proxyBeanMethods = false)
class SeatChains {

    @Bean
    HashChain seatChain() {
        return new HashChain("seat", "seat_pool", "seat_event", "licence_id", "at");
    }
}
