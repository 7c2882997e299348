package org.ziyuan.storefront.spending;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

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
import org.ziyuan.marketplace.execution.ExecutionTree;
import org.ziyuan.marketplace.execution.Figure;
import org.ziyuan.marketplace.execution.Holdings;
import org.ziyuan.marketplace.execution.TrialBalance;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.sheet.Sheet;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the books say of spending as files: the trial balance, and what a figure consists of. */
@RestController
class BooksExports implements RoutePolicies {

    private final ExecutionTree tree;
    private final TrialBalance trialBalance;
    private final Holdings holdings;
    private final Filters filters;
    private final MessageSource words;
    private final ExportWords said;

    BooksExports(
            ExecutionTree tree,
            TrialBalance trialBalance,
            Holdings holdings,
            Filters filters,
            MessageSource words,
            ExportWords said) {
        this.tree = tree;
        this.trialBalance = trialBalance;
        this.holdings = holdings;
        this.filters = filters;
        this.words = words;
        this.said = said;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/spending/exports/trial-balance", Readers.ofMoney()),
                roles(GET, "/spending/exports/figures/{figure}", Readers.ofMoney()));
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
        return ExportWords.answer(
                format,
                trialBalance
                        .of(asked.question(), actor)
                        .map(sheet -> Sheet.of(
                                said.named(sheet.name(), asked, "spending.trial.title", locale),
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
        return ExportWords.answer(
                format,
                tree.of(asked.question(), actor)
                        .map(branch -> Sheet.of(
                                said.named(
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
                                                said.word("spending.account." + held.code(), locale),
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
                                said.word("spending.trial.outside", locale),
                                sheet.outside().debits(),
                                sheet.outside().credits(),
                                null));
        return Flux.fromIterable(sheet.rows())
                .map(row -> Sheet.row(
                        row.code(),
                        said.word("spending.account." + row.code(), locale),
                        row.debits(),
                        row.credits(),
                        row.balance()))
                .concatWith(Flux.fromStream(outside))
                .concatWithValues(
                        Sheet.row("", said.word("spending.whole", locale), sheet.debits(), sheet.credits(), null),
                        Sheet.row("", said.word("spending.trial.difference", locale), sheet.difference(), null, null));
    }
}
