package org.ziyuan.storefront.spending;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.ziyuan.marketplace.execution.Execution;
import org.ziyuan.marketplace.money.Money;

/** The columns of the tree: the five money states always, the others where there is anything in them. */
final class TreeColumns {

    private static final List<Column> ALL = List.of(
            new Column("appropriated", Execution::appropriated, false, true, false),
            new Column("unreleased", Execution::unreleased, true, false, true),
            new Column("available", Execution::available, true, true, false),
            new Column("reserved", Execution::reserved, true, true, false),
            new Column("encumbered", Execution::encumbered, true, true, false),
            new Column("accepted", Execution::accepted, true, true, false),
            new Column("spent", Execution::spent, true, true, false),
            new Column("carriedForward", Execution::carriedForward, true, false, true),
            new Column("lapsed", Execution::lapsed, false, false, true));

    private TreeColumns() {}

    /**
     * One column.
     *
     * @param word the name of the figure in addresses and messages
     * @param opens whether a figure in it can be opened to see what it consists of
     * @param sorts whether rows can be put in order by it
     * @param optional whether it is left out where the whole has nothing in it
     */
    record Column(String word, Function<Execution, Money> figure, boolean opens, boolean sorts, boolean optional) {

        /** What a row has in this column, in fen. */
        public long of(Execution execution) {
            return figure.apply(execution).fen();
        }
    }

    static List<Column> of(Execution whole) {
        List<Column> shown = new ArrayList<>();
        for (Column column : ALL) {
            if (!column.optional() || column.of(whole) != 0) {
                shown.add(column);
            }
        }
        return shown;
    }

    /** All of them, for a file. */
    static List<Column> all() {
        return ALL;
    }

    /** A word for an address: one of ours or nothing. */
    static String safe(String word) {
        return ALL.stream().map(Column::word).filter(word::equals).findFirst().orElse("");
    }
}
