package org.ziyuan.storefront.spending;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.execution.BranchRow;
import org.ziyuan.marketplace.execution.Execution;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.storefront.layout.BudgetBar;

/** One row of the tree as the page shows it: an organization or a line, its bar and its figures. */
record TreeRow(BranchRow standing, BudgetBar bar) {

    /** The columns by which rows can be put in order, the largest amount first. */
    private static final Map<String, Function<Execution, Money>> COLUMNS = Map.of(
            "appropriated", Execution::appropriated,
            "available", Execution::available,
            "reserved", Execution::reserved,
            "encumbered", Execution::encumbered,
            "accepted", Execution::accepted,
            "spent", Execution::spent);

    static TreeRow of(BranchRow standing) {
        return new TreeRow(standing, bar(standing.name(), standing.execution()));
    }

    static BudgetBar bar(String name, Execution execution) {
        return new BudgetBar(
                name,
                execution.available().fen(),
                execution.reserved().fen(),
                execution.encumbered().fen(),
                execution.accepted().fen(),
                execution.spent().fen());
    }

    /** In the order of the tree, or by one of the columns. */
    static List<TreeRow> inOrder(List<BranchRow> rows, @Nullable String sort) {
        Function<Execution, Money> column = sort == null ? null : COLUMNS.get(sort);
        Stream<BranchRow> sorted = column == null
                ? rows.stream()
                : rows.stream()
                        .sorted(Comparator.comparing((BranchRow row) -> column.apply(row.execution()))
                                .reversed());
        return sorted.map(TreeRow::of).toList();
    }
}
