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
                .flatMap(extent -> rows(extent, TrialBalanceSql.OWN)
                        .zipWith(rows(extent, TrialBalanceSql.SHARED), TrialBalance::together)
                        .flatMap(rows -> withOutside(extent, rows)));
    }

    /** Only a sheet whose sums differ is searched for what crossed its edge, because that reads every leg. */
    private Mono<Sheet> withOutside(Extent extent, List<Row> rows) {
        Money difference = sum(rows, true).minus(sum(rows, false));
        return difference.fen() == 0
                ? Mono.just(sheet(extent.name(), rows, new Row("", Money.ZERO, Money.ZERO, Money.ZERO)))
                : rows(extent, TrialBalanceSql.ACROSS).map(across -> sheet(extent.name(), rows, across.get(0)));
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
        GenericExecuteSpec sql = database.sql(extent.lines() + query);
        return extent.bind(sql).map(Rows.as(Row.class)).all().collectList();
    }
}
