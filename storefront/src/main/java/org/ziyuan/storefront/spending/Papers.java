package org.ziyuan.storefront.spending;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/** The documents behind figures and journals, by their id: what they are, their number and their page. */
@Component
class Papers {

    /** Requisitions and orders with their acceptances and payments. */
    private static final String PURCHASES = """
            select id, 'requisition' as kind, number, '/requisitions/' || id as href, null::uuid as run, 0 as seq
              from requisition where id in (select id from wanted)
            union all
            select id, 'order', number, '/orders/' || id, null, 0
              from purchase_order where id in (select id from wanted)
            union all
            select a.id, 'acceptance', o.number, '/orders/' || o.id, null, 0
              from acceptance a join purchase_order o on o.id = a.order_id where a.id in (select id from wanted)
            union all
            select p.id, 'payment', o.number, '/orders/' || o.id, null, 0
              from payment p join purchase_order o on o.id = p.order_id where p.id in (select id from wanted)
            """;

    /** Changes of the budget, allocations and their tranches. */
    private static final String MONEY =
            """
            select id, lower(kind), to_char(requested_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD'),
                   '/budget-changes/' || id, null, 0
              from budget_change where id in (select id from wanted)
            union all
            select id, 'allocation', fiscal_year::text,
                   case when :bureau and %s
                        then '/allocations/' || id else '/why?year=' || fiscal_year end, null, 0
              from allocation_run where id in (select id from wanted)
            union all
            select w.id, 'tranche', r.fiscal_year || '-' || t.seq,
                   case when :bureau and %s
                        then '/allocations/' || r.id else '/why?year=' || r.fiscal_year end, r.id, t.seq
              from wanted w
             cross join lateral (select id from journal where document_id = w.id and kind = 'tranche-released'
                                  limit 1) j
              join leg l on l.journal_id = j.id
              join account c on c.id = l.credit_account
              join allocation_line x on x.budget_line_id = c.budget_line_id
              join allocation_run r on r.id = x.run_id
              join allocation_tranche t on t.run_id = r.id
            """.formatted(Sight.over("bureau_id", "bureau_path"), Sight.over("r.bureau_id", "r.bureau_path"));

    /** Year ends and journals. */
    private static final String BOOKS = """
            select y.id, 'year-end-' || lower(y.kind), y.fiscal_year::text,
                   case when :booked and %s
                        then '/year-end/' || y.id end, null, 0
              from year_end_run y join organization o on o.id = y.organization_id
             where y.id in (select id from wanted)
            union all
            select id, 'journal', '#' || seq, '/spending/journals/' || id, null, 0
              from journal where id in (select id from wanted)
            """.formatted(Sight.over("o"));

    private final DatabaseClient database;

    Papers(DatabaseClient database) {
        this.database = database;
    }

    /**
     * A document.
     *
     * @param kind its words are {@code spending.paper.<kind>}
     * @param number how people call it: a number, a date or a year
     * @param href where it is read, null where this reader has no page of it
     */
    record Paper(String kind, String number, @Nullable String href) {}

    /**
     * Requisitions and orders with their acceptances and payments, changes of the budget, allocations and their tranches,
     * year ends, corrected journals. What is none of these, such as money that was there before the first allocation, is
     * left out. Nobody's sight is asked: whoever sees the figure sees what it is about; behind the link its own page asks.
     */
    Mono<Map<UUID, Paper>> of(Collection<UUID> documents, Actor reader) {
        Set<UUID> wanted = new HashSet<>(documents);
        return wanted.isEmpty() ? Mono.just(Map.of()) : find(wanted, reader);
    }

    private Mono<Map<UUID, Paper>> find(Set<UUID> documents, Actor reader) {
        var query = database.sql("with wanted as (select unnest(:documents) as id)\n"
                        + String.join("union all\n", PURCHASES, MONEY, BOOKS))
                .bind("documents", documents.toArray(UUID[]::new))
                .bind("bureau", Sight.ALLOCATIONS.seesBelow(reader))
                .bind("booked", !reader.isAnyOf(Role.PURCHASER) || reader.isAnyOf(Role.ACCOUNTANT, Role.PRINCIPAL));
        return Sight.MONEY
                .bindTo(query, reader)
                .map(Rows.as(Found.class))
                .all()
                .filter(Found::names)
                .collectMap(Found::id, Found::paper);
    }

    /** A document that a row may be; a tranche's id follows from its run and its place in it. */
    private record Found(UUID id, Paper paper, @Nullable UUID run, int seq) {

        boolean names() {
            return run == null || Ids.derived("tranche", run, seq).equals(id);
        }
    }
}
