package org.ziyuan.storefront.spending;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.execution.Execution;
import org.ziyuan.marketplace.execution.ExecutionMonths;
import org.ziyuan.marketplace.execution.ExecutionTree;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.sheet.Sheet;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How far the money has gone, as files to calculate with: by organization and by month. */
@RestController
class SpendingExports implements RoutePolicies {

    private final ExecutionTree tree;
    private final ExecutionMonths months;
    private final Filters filters;
    private final MessageSource words;
    private final ExportWords said;

    SpendingExports(
            ExecutionTree tree, ExecutionMonths months, Filters filters, MessageSource words, ExportWords said) {
        this.tree = tree;
        this.months = months;
        this.filters = filters;
        this.words = words;
        this.said = said;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/spending/exports/tree", Readers.ofMoney()),
                roles(GET, "/spending/exports/months", Readers.ofMoney()));
    }

    @GetMapping("/spending/exports/tree")
    Mono<ResponseEntity<Flux<DataBuffer>>> tree(
            @RequestParam(required = false) @Nullable UUID at,
            @RequestParam(required = false) @Nullable String fund,
            @RequestParam(required = false) @Nullable Integer year,
            @RequestParam String format,
            Actor actor,
            Locale locale) {
        Asked asked = filters.read(at, fund, year, actor);
        return ExportWords.answer(
                format,
                tree.of(asked.question(), actor)
                        .map(branch -> new Sheet(
                                said.named(branch.name(), asked, "spending.title", locale),
                                treeHeadings(locale),
                                Flux.fromIterable(branch.rows())
                                        .map(row -> treeRow(row.name(), row.execution()))
                                        .concatWithValues(
                                                treeRow(said.word("spending.whole", locale), branch.whole())))));
    }

    @GetMapping("/spending/exports/months")
    Mono<ResponseEntity<Flux<DataBuffer>>> months(
            @RequestParam(required = false) @Nullable UUID at,
            @RequestParam(required = false) @Nullable String fund,
            @RequestParam(required = false) @Nullable Integer year,
            @RequestParam String format,
            Actor actor,
            Locale locale) {
        Asked asked = filters.read(at, fund, year, actor);
        return ExportWords.answer(
                format,
                months.of(asked.question(), actor)
                        .map(course -> Sheet.of(
                                said.named(course.name(), asked, "spending.months.title", locale),
                                words,
                                locale,
                                Flux.fromIterable(course.months())
                                        .map(month -> Sheet.row(
                                                said.word("spending.month." + month.period(), locale),
                                                month.committed(),
                                                month.committedSoFar(),
                                                month.spent(),
                                                month.spentSoFar())),
                                "spending.month",
                                "spending.months.committed",
                                "spending.months.committedSoFar",
                                "spending.months.spent",
                                "spending.months.spentSoFar")));
    }

    private List<String> treeHeadings(Locale locale) {
        List<String> headings = new ArrayList<>(List.of(said.word("spending.name", locale)));
        TreeColumns.all().forEach(column -> headings.add(said.word("spending.figure." + column.word(), locale)));
        return headings;
    }

    private static List<@Nullable Object> treeRow(String name, Execution execution) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(name);
        TreeColumns.all().forEach(column -> row.add(Money.ofFen(column.of(execution))));
        return row;
    }
}
