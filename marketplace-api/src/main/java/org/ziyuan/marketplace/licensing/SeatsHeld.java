package org.ziyuan.marketplace.licensing;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.ziyuan.marketplace.people.HeldWork;

/** Seats that a person holds go back to their pool with his last role there. */
@Configuration(proxyBeanMethods = false)
class SeatsHeld {

    @Bean
    static HeldWork heldSeats() {
        return new HeldWork("seats", HeldWork.NONE, """
                select count(*) from seat where person_id = :person and state = 'ASSIGNED'
                """);
    }
}
