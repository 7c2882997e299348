package org.ziyuan.marketplace.ordering;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.ziyuan.marketplace.people.HeldWork;

/** An order that is under way needs somebody who accepts and pays it. */
@Configuration(proxyBeanMethods = false)
class OrdersHeld {

    @Bean
    static HeldWork heldOrders() {
        return new HeldWork("orders", """
                select count(*) from purchase_order
                 where buyer_id = :organization and state not in ('PAID', 'DECLINED', 'CANCELLED')
                """, HeldWork.NONE);
    }
}
