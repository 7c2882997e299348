package org.ziyuan.marketplace.execution;

import static org.ziyuan.marketplace.row.Columns.fen;
import static org.ziyuan.marketplace.row.Columns.number;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.together.AskedTogether;
import reactor.core.publisher.Mono;

/** The execution of a year's budget month by month: what was promised and what was paid, and how it adds up. */
@Component
public class ExecutionMonths {

    private static final int DECEMBER = 12;
    private static final int AFTER_THE_YEAR = 13;

    private final DatabaseClient database;
    private final Extents extents;
    private final ExecutionTree tree;

    ExecutionMonths(DatabaseClient database, Extents extents, ExecutionTree tree) {
        this.database = database;
        this.extents = extents;
        this.tree = tree;
    }

    /**
     * One month of a year.
     *
     * @param period 1 to 12; 0 for what was posted before the year began, 13 for what came after it ended
     * @param committed what was newly promised to vendors, less what was given back
     * @param spent what was paid, less what came back
     * @param committedSoFar the same from the beginning of the year
     */
    public record Month(int period, Money committed, Money spent, Money committedSoFar, Money spentSoFar) {}

    /** @param appropriated the year's money as it stands now, which the months are measured by */
    public record Course(String name, Money appropriated, List<Month> months) {
        public Course {
            months = List.copyOf(months);
        }
    }

    /** @throws Refusal {@code organization-not-found} */
    public Mono<Course> of(Question question, Actor actor) {
        return AskedTogether.of(Mono.zip(
                        tree.of(question, actor), extents.of(question, actor).flatMap(this::movements)))
                .map(both ->
                        new Course(both.getT1().name(), both.getT1().whole().appropriated(), summedUp(both.getT2())));
    }

    private Mono<Map<Integer, Money[]>> movements(Extent extent) {
        return extent.bind(database.sql(extent.lines() + """
                        select m.period::int as period, sum(m.committed_in_fen)::bigint as committed,
                               sum(m.spent_in_fen)::bigint as spent
                          from line l join line_month m on m.budget_line_id = l.id
                         group by m.period
                        """))
                .map(row -> Map.entry(number(row, "period"), new Money[] {fen(row, "committed"), fen(row, "spent")}))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static List<Month> summedUp(Map<Integer, Money[]> moved) {
        List<Month> months = new ArrayList<>();
        Money committed = Money.ZERO;
        Money spent = Money.ZERO;
        for (int period = 0; period <= AFTER_THE_YEAR; period++) {
            boolean outside = period == 0 || period > DECEMBER;
            if (outside && !moved.containsKey(period)) {
                continue;
            }
            Money[] now = moved.getOrDefault(period, new Money[] {Money.ZERO, Money.ZERO});
            committed = committed.plus(now[0]);
            spent = spent.plus(now[1]);
            months.add(new Month(period, now[0], now[1], committed, spent));
        }
        return months;
    }
}
