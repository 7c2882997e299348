package org.ziyuan.marketplace.ordering.invariant;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;

/** Checks that the version and the price of what was sold are there, the price approved by two persons. */
@Configuration(proxyBeanMethods = false)
class SoldPricesWereApproved {

    /** That a version is unchanged its seals say. */
    @Bean
    Invariant orderLinesHaveTheirVersion(DatabaseClient database) {
        return Invariant.contradictedBy(database, "order-lines-have-their-version", """
                select 'purchase_order_line ' || l.id as row_name,
                       'there is no version ' || l.listing_version || ' of listing ' || l.listing_id as why
                  from purchase_order_line l
                  left join listing_version v on v.listing_id = l.listing_id and v.version = l.listing_version
                 where v.version is null
                 order by l.id
                """);
    }

    @Bean
    Invariant orderPricesWereApproved(DatabaseClient database) {
        return Invariant.contradictedBy(database, "order-prices-were-approved", """
                select 'purchase_order_line ' || l.id as row_name,
                       'its price of ' || l.unit_price_in_fen || ' fen was approved by nobody for offer ' || l.offer_id as why
                  from purchase_order_line l
                 where not exists (
                   select from offer_price_log p
                    where p.offer_id = l.offer_id and p.unit_price_in_fen = l.unit_price_in_fen
                      and p.approved_by <> p.changed_by)
                 order by l.id
                """);
    }
}
