package org.ziyuan.vendor.order;

import static org.ziyuan.marketplace.row.Columns.text;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import reactor.core.publisher.Mono;

/** What a vendor writes on every invoice, so that he need not type it. */
@Component
class VendorParticulars {

    private final DatabaseClient database;

    VendorParticulars(DatabaseClient database) {
        this.database = database;
    }

    /** The vendor's own 统一社会信用代码, empty where none is on file. */
    Mono<String> of(Actor vendor) {
        return database.sql("select coalesce(unified_credit_code, '') as code from organization where id = :id")
                .bind("id", vendor.organizationId())
                .map(row -> text(row, "code"))
                .one()
                .defaultIfEmpty("");
    }
}
