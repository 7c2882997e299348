package org.ziyuan.marketplace.vendor;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** What everybody may know of a vendor: who he is, since when he sells, and which of his proofs hold today. */
@Component
public class PublicVendors {

    private final DatabaseClient database;

    PublicVendors(DatabaseClient database) {
        this.database = database;
    }

    /**
     * A vendor as schools see him.
     *
     * @param vendorType the column of a {@link VendorType}; null where nobody has said
     * @param atRest whether he sells nothing today
     * @param since when he was admitted; null for one who was entered by file
     */
    public record PublicVendor(
            UUID id,
            String name,
            @Nullable String creditCode,
            @Nullable String vendorType,
            boolean atRest,
            @Nullable OffsetDateTime since) {}

    /** A requirement that he meets; until is its last day, or null for ever. */
    public record Proved(String requirement, @Nullable LocalDate until) {}

    /** Refuses with {@code vendor-not-found} also one who was never admitted. */
    public Mono<PublicVendor> find(UUID vendor) {
        return database.sql("""
                        select o.id, o.name, o.unified_credit_code as credit_code, p.vendor_type,
                               exists (select from vendor_at_rest r where r.vendor_id = o.id) as at_rest,
                               (select min(s.done_at) from vendor_step s
                                 where s.vendor_id = o.id and s.event = 'ADMIT') as since
                          from organization o left join vendor_profile p on p.organization_id = o.id
                         where o.id = :vendor and o.kind = 'vendor' and o.status <> 'APPLYING'
                        """)
                .bind("vendor", vendor)
                .map(Rows.as(PublicVendor.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("vendor", vendor)));
    }

    /** Those of his proofs that hold today, in the order of the law. */
    public Mono<List<Proved>> proved(UUID vendor) {
        return database.sql("""
                        select r.name as requirement,
                               nullif(max(coalesce(e.valid_until, 'infinity')), 'infinity') as until
                          from vendor_profile p
                          join vendor_requirement r on r.vendor_type = p.vendor_type
                          join vendor_evidence e on e.vendor_id = p.organization_id and e.requirement = r.name
                         where p.organization_id = :vendor and e.state = 'ACCEPTED'
                           and coalesce(e.valid_until, 'infinity') >= beijing_day(now())
                         group by r.position, r.name order by r.position, r.name
                        """)
                .bind("vendor", vendor)
                .map(Rows.as(Proved.class))
                .all()
                .collectList();
    }
}
