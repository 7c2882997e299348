package org.ziyuan.storefront.home;

import static org.ziyuan.marketplace.row.Columns.number;

import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.storefront.layout.BudgetBar;
import org.ziyuan.storefront.spending.SpendingOverview;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The money on the first page: a school's own lines, or the sum of everything below a bureau. */
@Component
class Purse {

    private static final int MOST_LINES = 4;

    private final SpendingOverview overview;
    private final DatabaseClient database;

    Purse(SpendingOverview overview, DatabaseClient database) {
        this.overview = overview;
        this.database = database;
    }

    /**
     * What a bureau oversees.
     *
     * @param schools all schools below it
     * @param licences licences in force that they or it hold
     * @param orders orders that are not yet paid
     */
    record Oversight(int schools, int licences, int orders) {}

    /** A line and where its journal stands. */
    record Line(UUID id, BudgetBar bar) {}

    Flux<Line> lines(Actor actor, int year) {
        return actor.isAnyOf(Role.PURCHASER, Role.ACCOUNTANT, Role.PRINCIPAL)
                ? overview.lines(actor.organizationId(), year)
                        .take(MOST_LINES)
                        .map(row -> new Line(row.id(), row.bar()))
                : Flux.empty();
    }

    /** Everything below, as one bar without a name. */
    Mono<BudgetBar> below(Organization bureau, int year) {
        return overview.below(bureau.path(), bureau.name() + " · " + year, year);
    }

    Mono<Oversight> oversight(Organization bureau) {
        return database.sql("""
                        with below as (
                          select id, kind from organization where id = :id or starts_with(path, :path || '.'))
                        select (select count(*)::int from below where kind = 'school') as schools,
                               (select count(*)::int from licence l join below b on b.id = l.holder_id
                                 where l.state = 'ACTIVE' and (l.valid_until is null or l.valid_until > now())) as licences,
                               (select count(*)::int from purchase_order o join below b on b.id = o.buyer_id
                                 where o.state not in ('PAID', 'DECLINED', 'CANCELLED')) as orders
                        """)
                .bind("id", bureau.id())
                .bind("path", bureau.path())
                .map(row -> List.of("schools", "licences", "orders").stream()
                        .map(name -> number(row, name))
                        .toList())
                .one()
                .map(counts -> new Oversight(counts.get(0), counts.get(1), counts.get(2)));
    }
}
