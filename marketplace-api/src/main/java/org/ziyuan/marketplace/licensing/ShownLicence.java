package org.ziyuan.marketplace.licensing;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.form.ShownDocument;

/** What is read of a licence before its seats are handed out; how many are free changes all the time and is asked anyway. */
@Configuration(proxyBeanMethods = false)
class ShownLicence {

    @Bean
    static ShownDocument shownLicence(HeldLicences licences, DatabaseClient database) {
        return ShownDocument.of(
                "licence",
                id -> database.sql("select from seat_pool where licence_id = :id for update")
                        .bind("id", id)
                        .then(),
                (id, actor) -> licences.find(id, actor)
                        .map(licence -> ShownDocument.facts(
                                "state", licence.state(),
                                "holder", licence.holderName(),
                                "validUntil", licence.validUntil(),
                                "seats", licence.seatsTotal())));
    }
}
