package org.ziyuan.marketplace.adjustment;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.form.ShownDocument;

/** What is read of a change of the budget before it is decided or taken back. */
@Configuration(proxyBeanMethods = false)
class ShownChange {

    @Bean
    static ShownDocument shownChange(BudgetChanges changes, DatabaseClient database) {
        return ShownDocument.of(
                "change",
                id -> database.sql("select from budget_change where id = :id for update")
                        .bind("id", id)
                        .then(),
                (id, actor) -> changes.find(id, actor)
                        .map(change -> ShownDocument.facts(
                                "state", change.state(),
                                "from", change.giver(),
                                "to", change.taker(),
                                "amount", change.amount(),
                                "reason", change.reason())));
    }
}
