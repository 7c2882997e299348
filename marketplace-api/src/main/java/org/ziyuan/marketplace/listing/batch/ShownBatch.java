package org.ziyuan.marketplace.listing.batch;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.form.ShownDocument;
import org.ziyuan.marketplace.money.Money;
import reactor.core.publisher.Mono;

/** What is read of a batch before it is decided on; its seal changes with any word or price in it. */
@Configuration(proxyBeanMethods = false)
class ShownBatch {

    @Bean
    static ShownDocument shownListingBatch(SubmittedBatches batches, DatabaseClient database) {
        return ShownDocument.of(
                "listing-batch",
                vendor -> lock(database, vendor),
                (vendor, actor) -> batches.of(vendor)
                        .map(batch -> ShownDocument.facts(
                                "vendor", batch.vendorName(),
                                "number", batch.number(),
                                "prices", batch.prices(),
                                "least", yuan(batch.leastInFen()),
                                "most", yuan(batch.mostInFen()),
                                "raised", batch.raised(),
                                "seal", batch.seal())));
    }

    private static String yuan(@Nullable Long fen) {
        return fen == null ? "" : "¥" + Money.ofFen(fen).inYuan();
    }

    private static Mono<Void> lock(DatabaseClient database, UUID vendor) {
        return database.sql("select from listing where vendor_id = :vendor order by id for update")
                .bind("vendor", vendor)
                .then();
    }
}
