package org.ziyuan.marketplace.execution;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/**
 * The trial balance (试算平衡表) of the budget book: debits and credits of every class of account, which must be equal.
 *
 * <p>The accounts of lines are read from their balances, the source and the lapsed money of a fund from their legs: the
 * two sides come from different rows, so that equal sums prove something.
 */
@Component
public class TrialBalance {

    private static final String OWN = """
            select a.code, sum(a.debits_posted)::bigint as debits, sum(a.credits_posted)::bigint as credits,
                   sum(a.debits_pending)::bigint as pending
              from line l join line_balance a on a.budget_line_id = l.id group by a.code
            """;

    /** Of the accounts that a whole fund shares, only what they gave to these lines or took from them. */
    private static final String SHARED = """
            , purse as (
              select a.id, a.code
                from fund f cross join unnest(array ['B100', 'B260']) k(code)
                join account a on a.key = account_key(k.code, 'fund-year', f.code, :year, null, null, null)
               where f.code = :fund or :fund is null),
            moved as (
              select p.code, g.amount_in_fen as debit, 0::bigint as credit
                from purse p join leg g on g.debit_account = p.id and g.effect in ('posted', 'post')
                join account a on a.id = g.credit_account join line l on l.id = a.budget_line_id
              union all
              select p.code, 0::bigint, g.amount_in_fen
                from purse p join leg g on g.credit_account = p.id and g.effect in ('posted', 'post')
                join account a on a.id = g.debit_account join line l on l.id = a.budget_line_id)
            select code, sum(debit)::bigint as debits, sum(credit)::bigint as credits, 0::bigint as pending
              from moved group by code
            """;

    /** What lines of this extent gave to lines outside it, and got from there. */
    private static final String ACROSS = """
            , purse as (select a.id from line l join account a on a.budget_line_id = l.id)
            select '' as code,
                   coalesce((select sum(g.amount_in_fen) from purse p join leg g on g.credit_account = p.id
                       join account d on d.id = g.debit_account
                      where g.effect in ('posted', 'post') and d.budget_line_id is not null
                        and d.budget_line_id not in (select id from line)), 0)::bigint as debits,
                   coalesce((select sum(g.amount_in_fen) from purse p join leg g on g.debit_account = p.id
                       join account c on c.id = g.credit_account
                      where g.effect in ('posted', 'post') and c.budget_line_id is not null
                        and c.budget_line_id not in (select id from line)), 0)::bigint as credits,
                   0::bigint as pending
            """;

    private final DatabaseClient database;
    private final Extents extents;

    TrialBalance(DatabaseClient database, Extents extents) {
        this.database = database;
        this.extents = extents;
    }

    /**
     * One class of account.
     *
     * @param pending what is set aside on the debit side and not decided yet
     */
    public record Row(String code, Money debits, Money credits, Money pending) {

        /** Credits less debits; negative for accounts whose nature is debit. */
        public Money balance() {
            return credits.minus(debits);
        }
    }

    /**
     * The whole sheet.
     *
     * @param outside what was exchanged with lines that are not part of it; nothing when the sums are equal without it
     * @param difference debits less credits, with what was exchanged; anything but zero is an error in the books
     */
    public record Sheet(String name, List<Row> rows, Row outside, Money debits, Money credits, Money difference) {
        public Sheet {
            rows = List.copyOf(rows);
        }

        public boolean isBalanced() {
            return difference.fen() == 0;
        }
    }

    /** @throws Refusal {@code organization-not-found} */
    public Mono<Sheet> of(Question question, Actor actor) {
        return extents.of(question, actor)
                .flatMap(extent -> rows(extent, OWN)
                        .zipWith(rows(extent, SHARED), TrialBalance::together)
                        .flatMap(rows -> withOutside(extent, rows)));
    }

    /** Only a sheet whose sums differ is searched for what crossed its edge, because that reads every leg. */
    private Mono<Sheet> withOutside(Extent extent, List<Row> rows) {
        Money difference = sum(rows, true).minus(sum(rows, false));
        return difference.fen() == 0
                ? Mono.just(sheet(extent.name(), rows, new Row("", Money.ZERO, Money.ZERO, Money.ZERO)))
                : rows(extent, ACROSS).map(across -> sheet(extent.name(), rows, across.get(0)));
    }

    static Sheet sheet(String name, List<Row> rows, Row outside) {
        Money debits = sum(rows, true).plus(outside.debits());
        Money credits = sum(rows, false).plus(outside.credits());
        return new Sheet(name, rows, outside, debits, credits, debits.minus(credits));
    }

    private static Money sum(List<Row> rows, boolean debit) {
        return rows.stream().map(debit ? Row::debits : Row::credits).reduce(Money.ZERO, Money::plus);
    }

    private static List<Row> together(List<Row> own, List<Row> shared) {
        return Stream.concat(own.stream(), shared.stream())
                .sorted(Comparator.comparing(Row::code))
                .toList();
    }

    private Mono<List<Row>> rows(Extent extent, String query) {
        GenericExecuteSpec sql = database.sql(Extent.LINES + query);
        return extent.bind(sql).map(Rows.as(Row.class)).all().collectList();
    }
}
