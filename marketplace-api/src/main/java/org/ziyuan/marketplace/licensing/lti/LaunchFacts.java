package org.ziyuan.marketplace.licensing.lti;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.row.Columns;
import reactor.core.publisher.Mono;

/**
 * What a tool may be told about a launch, before its privacy level narrows it.
 *
 * @param listing the listing's own words: title, subject, grade; only those that are known
 */
record LaunchFacts(
        String personName,
        List<Role> roles,
        UUID holderId,
        String holderName,
        @Nullable String holderTier,
        Map<String, String> listing,
        @Nullable OffsetDateTime validUntil) {

    private static final List<String> LISTING =
            List.of("title", "subtitle", "stage", "subject", "edition", "grade", "volume", "publisher");

    /** The person's roles count only in the organizations that the licence reaches. */
    static Mono<LaunchFacts> read(DatabaseClient database, UUID person, UUID licence) {
        return database.sql("""
                        select p.display_name, h.id as holder_id, h.name as holder_name, h.tier as holder_tier,
                               l.valid_until, v.title, v.subtitle, v.stage, v.subject, v.edition, v.grade, v.volume,
                               v.publisher,
                               array(select distinct r.role from role_assignment r
                                       join organization o on o.id = r.organization_id
                                      where r.person_id = p.id and r.valid_from <= now()
                                        and (r.valid_until is null or r.valid_until > now())
                                        and (o.id = h.id or starts_with(o.path, h.path || '.')) order by r.role) as roles
                          from person p, licence l
                          join organization h on h.id = l.holder_id
                          join listing_version v on v.listing_id = l.listing_id and v.version = l.listing_version
                         where p.id = :person and l.id = :licence
                        """)
                .bind("person", person)
                .bind("licence", licence)
                .map(LaunchFacts::of)
                .one();
    }

    private static LaunchFacts of(Readable row) {
        Map<String, String> listing = new LinkedHashMap<>();
        for (String column : LISTING) {
            String value = row.get(column, String.class);
            if (value != null && !value.isBlank()) {
                listing.put(column, value.strip());
            }
        }
        return new LaunchFacts(
                text(row, "display_name").strip(),
                Arrays.stream(Columns.read(row, "roles", String[].class))
                        .map(Role::valueOf)
                        .toList(),
                id(row, "holder_id"),
                text(row, "holder_name").strip(),
                row.get("holder_tier", String.class),
                listing,
                row.get("valid_until", OffsetDateTime.class));
    }
}
