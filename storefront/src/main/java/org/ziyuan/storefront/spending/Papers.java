package org.ziyuan.storefront.spending;

import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The documents behind figures and journals, by their id: number and page. */
@Component
class Papers {

    private final DatabaseClient database;

    Papers(DatabaseClient database) {
        this.database = database;
    }

    /** A document's number and where it is read. */
    record Paper(String number, String href) {}

    /** Requisitions, orders, and the orders of acceptances, invoices and payments; what is none of these is left out. */
    Mono<Map<UUID, Paper>> of(Collection<UUID> documents) {
        Set<UUID> wanted = new HashSet<>(documents);
        return wanted.isEmpty() ? Mono.just(Map.of()) : find(wanted);
    }

    private Mono<Map<UUID, Paper>> find(Set<UUID> documents) {
        return database.sql("""
                        select id, number, '/requisitions/' || id as href from requisition where id = any(:documents)
                        union all
                        select id, number, '/orders/' || id from purchase_order where id = any(:documents)
                        union all
                        select a.id, o.number, '/orders/' || o.id from acceptance a
                          join purchase_order o on o.id = a.order_id where a.id = any(:documents)
                        union all
                        select p.id, o.number, '/orders/' || o.id from payment p
                          join purchase_order o on o.id = p.order_id where p.id = any(:documents)
                        """)
                .bind("documents", documents.toArray(UUID[]::new))
                .map(Papers::entry)
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static Map.Entry<UUID, Paper> entry(Readable row) {
        return Map.entry(
                Objects.requireNonNull(row.get("id", UUID.class)),
                new Paper(
                        Objects.requireNonNull(row.get("number", String.class)),
                        Objects.requireNonNull(row.get("href", String.class))));
    }
}
