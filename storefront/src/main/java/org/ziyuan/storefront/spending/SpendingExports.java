package org.ziyuan.storefront.spending;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.execution.Execution;
import org.ziyuan.marketplace.execution.ExecutionMonths;
import org.ziyuan.marketplace.execution.ExecutionTree;
import org.ziyuan.marketplace.execution.Figure;
import org.ziyuan.marketplace.execution.Holdings;
import org.ziyuan.marketplace.execution.TrialBalance;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.sheet.Sheet;
import org.ziyuan.marketplace.sheet.SheetFormat;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The tables of spending as files to calculate with. */
@RestController
class SpendingExports implements RoutePolicies {

    private final ExecutionTree tree;
    private final ExecutionMonths months;
    private final TrialBalance trialBalance;
    private final Holdings holdings;
    private final Filters filters;
    private final MessageSource words;

    SpendingExports(
            ExecutionTree tree,
            ExecutionMonths months,
            TrialBalance trialBalance,
            Holdings holdings,
            Filters filters,
            MessageSource words) {
        this.tree = tree;
        this.months = months;
        this.trialBalance = trialBalance;
        this.holdings = holdings;
        this.filters = filters;
        this.words = words;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/spending/exports/tree", Readers.ofMoney()),
                roles(GET, "/spending/exports/months", Readers.ofMoney()),
                roles(GET, "/spending/exports/trial-balance", Readers.ofMoney()),
                roles(GET, "/spending/exports/figures/{figure}", Readers.ofMoney()));
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
        return answer(
                format,
                tree.of(asked.question(), actor)
                        .map(branch -> new Sheet(
                                named(branch.name(), asked, "spending.title", locale),
                                treeHeadings(locale),
                                Flux.fromIterable(branch.rows())
                                        .map(row -> treeRow(row.name(), row.execution()))
                                        .concatWithValues(treeRow(word("spending.whole", locale), branch.whole())))));
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
        return answer(
                format,
                months.of(asked.question(), actor)
                        .map(course -> Sheet.of(
                                named(course.name(), asked, "spending.months.title", locale),
                                words,
                                locale,
                                Flux.fromIterable(course.months())
                                        .map(month -> Sheet.row(
                                                word("spending.month." + month.period(), locale),
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

    @GetMapping("/spending/exports/trial-balance")
    Mono<ResponseEntity<Flux<DataBuffer>>> trialBalance(
            @RequestParam(required = false) @Nullable UUID at,
            @RequestParam(required = false) @Nullable String fund,
            @RequestParam(required = false) @Nullable Integer year,
            @RequestParam String format,
            Actor actor,
            Locale locale) {
        Asked asked = filters.read(at, fund, year, actor);
        return answer(
                format,
                trialBalance
                        .of(asked.question(), actor)
                        .map(sheet -> Sheet.of(
                                named(sheet.name(), asked, "spending.trial.title", locale),
                                words,
                                locale,
                                trialRows(sheet, locale),
                                "spending.trial.code",
                                "spending.trial.account",
                                "spending.trial.debits",
                                "spending.trial.credits",
                                "spending.trial.balance")));
    }

    @GetMapping("/spending/exports/figures/{figure}")
    Mono<ResponseEntity<Flux<DataBuffer>>> figure(
            @PathVariable String figure,
            @RequestParam(required = false) @Nullable UUID at,
            @RequestParam(required = false) @Nullable String fund,
            @RequestParam(required = false) @Nullable Integer year,
            @RequestParam String format,
            Sought sought,
            Actor actor,
            Locale locale) {
        Asked asked = filters.read(at, fund, year, actor);
        return answer(
                format,
                tree.of(asked.question(), actor)
                        .map(branch -> Sheet.of(
                                named(
                                        branch.name(),
                                        asked,
                                        "spending.figure." + Figure.of(figure).word(),
                                        locale),
                                words,
                                locale,
                                holdings.all(asked.question(), Figure.of(figure), sought, actor)
                                        .map(held -> Sheet.row(
                                                held.organization(),
                                                held.lineName(),
                                                word("spending.account." + held.code(), locale),
                                                held.documentId(),
                                                held.held())),
                                "spending.organization",
                                "spending.line",
                                "spending.trial.account",
                                "spending.document",
                                "spending.amount")));
    }

    private Flux<List<@Nullable Object>> trialRows(TrialBalance.Sheet sheet, Locale locale) {
        Stream<List<@Nullable Object>> outside =
                sheet.outside().debits().equals(sheet.outside().credits())
                        ? Stream.of()
                        : Stream.of(Sheet.row(
                                "",
                                word("spending.trial.outside", locale),
                                sheet.outside().debits(),
                                sheet.outside().credits(),
                                null));
        return Flux.fromIterable(sheet.rows())
                .map(row -> Sheet.row(
                        row.code(),
                        word("spending.account." + row.code(), locale),
                        row.debits(),
                        row.credits(),
                        row.balance()))
                .concatWith(Flux.fromStream(outside))
                .concatWithValues(
                        Sheet.row("", word("spending.whole", locale), sheet.debits(), sheet.credits(), null),
                        Sheet.row("", word("spending.trial.difference", locale), sheet.difference(), null, null));
    }

    private List<String> treeHeadings(Locale locale) {
        List<String> headings = new ArrayList<>(List.of(word("spending.name", locale)));
        TreeColumns.all().forEach(column -> headings.add(word("spending.figure." + column.word(), locale)));
        return headings;
    }

    private static List<@Nullable Object> treeRow(String name, Execution execution) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(name);
        TreeColumns.all().forEach(column -> row.add(Money.ofFen(column.of(execution))));
        return row;
    }

    private String named(String organization, Asked asked, String what, Locale locale) {
        return organization + " " + asked.year() + " " + word(what, locale);
    }

    private String word(String key, Locale locale) {
        return words.getMessage(key, null, locale);
    }

    private static Mono<ResponseEntity<Flux<DataBuffer>>> answer(String format, Mono<Sheet> sheet) {
        return Mono.fromSupplier(() -> SheetFormat.of(format)).flatMap(kind -> sheet.map(kind::answer));
    }
}
