package org.ziyuan.marketplace.pooling;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.form.ShownDocument;

/** What a bureau reads of a joint purchase before it awards or cancels it; who takes part waits meanwhile. */
@Configuration(proxyBeanMethods = false)
class ShownJointPurchase {

    @Bean
    static ShownDocument shownJointPurchase(JointPurchases purchases, DatabaseClient database) {
        return ShownDocument.of(
                "joint-purchase",
                id -> database.sql("select from joint_purchase where id = :id for update")
                        .bind("id", id)
                        .then(),
                (id, actor) -> purchases
                        .find(id, actor)
                        .map(purchase -> ShownDocument.facts(
                                "state", purchase.state(),
                                "title", purchase.title(),
                                "schools", purchase.schools(),
                                "quantity", purchase.quantity())));
    }
}
