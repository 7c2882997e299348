package org.ziyuan.marketplace.funding;

import static org.springframework.http.HttpMethod.GET;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.ledger.Journals;
import org.ziyuan.marketplace.ledger.LineBalance;
import org.ziyuan.marketplace.ledger.PostedJournal;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;
import reactor.core.publisher.Mono;

/** Budget lines over HTTP: what they are, where their money is and how it came there. */
@RestController
@Tag(name = "预算指标 budget lines")
class BudgetLineApi {

    private static final String LINES = "/api/v1/budget-lines";

    private final BudgetLines lines;
    private final BudgetBook book;
    private final Journals journals;

    BudgetLineApi(BudgetLines lines, BudgetBook book, Journals journals) {
        this.lines = lines;
        this.book = book;
        this.journals = journals;
    }

    @Bean
    static RoutePolicies budgetLineRoutes() {
        return () -> List.of(
                RoutePolicy.roles(GET, LINES, Readers.ofMoney()),
                RoutePolicy.roles(GET, LINES + "/{id}", Readers.ofMoney()),
                RoutePolicy.roles(GET, LINES + "/{id}/journals", Readers.ofMoney()));
    }

    /** A line and where its money is. */
    record LineInBook(BudgetLine line, LineBalance balance) {}

    @GetMapping(LINES)
    @Operation(summary = "看得到的预算指标及其余额 · the lines you may see and their balances")
    Mono<Page<LineInBook>> list(
            Actor actor, @RequestParam(required = false) @Nullable Integer fiscalYear, Sought sought) {
        return lines.list(actor, fiscalYear, sought).flatMap(this::withBalances);
    }

    @GetMapping(LINES + "/{id}")
    @Operation(summary = "一个预算指标 · one line; its entity tag changes with every movement")
    Mono<ResponseEntity<LineInBook>> one(@PathVariable UUID id, Actor actor) {
        return lines.find(id, actor)
                .zipWhen(line -> book.balance(line.id()), LineInBook::new)
                .map(found -> ResponseEntity.ok()
                        .eTag("\"" + found.balance().version() + "\"")
                        .body(found));
    }

    @GetMapping(LINES + "/{id}/journals")
    @Operation(summary = "指标的记账凭证，新的在前 · the journals of a line, the newest first")
    Mono<Page<PostedJournal>> journals(@PathVariable UUID id, Actor actor, Sought sought) {
        return lines.find(id, actor).flatMap(line -> journals.ofLine(line.id(), sought));
    }

    private Mono<Page<LineInBook>> withBalances(Page<BudgetLine> page) {
        List<UUID> ids = page.items().stream().map(BudgetLine::id).toList();
        return book.balances(ids)
                .collectMap(LineBalance::budgetLineId)
                .map(balances -> new Page<>(joined(page.items(), balances), page.next()));
    }

    private static List<LineInBook> joined(List<BudgetLine> lines, Map<UUID, LineBalance> balances) {
        return lines.stream()
                .map(line -> new LineInBook(line, Objects.requireNonNull(balances.get(line.id()))))
                .toList();
    }
}
