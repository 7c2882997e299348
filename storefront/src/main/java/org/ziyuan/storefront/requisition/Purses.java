package org.ziyuan.storefront.requisition;

import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.funding.BudgetLine;
import org.ziyuan.marketplace.funding.BudgetLines;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.ledger.LineBalance;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.procurement.requisition.Requisition;
import org.ziyuan.storefront.layout.BudgetBar;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The budget lines a requisition could be paid from, each with what submitting would do to it. */
@Component
class Purses {

    private final BudgetLines lines;
    private final BudgetBook book;
    private final Clock clock;

    Purses(BudgetLines lines, BudgetBook book, Clock clock) {
        this.lines = lines;
        this.book = book;
        this.clock = clock;
    }

    /**
     * One line that could pay.
     *
     * @param after the bar as it will be once the requisition is submitted
     */
    record Purse(UUID id, String name, String fund, BudgetBar bar, BudgetBar after, boolean chosen) {}

    Flux<Purse> of(Requisition draft, Actor actor) {
        return lines.usableBy(actor.organizationId(), LocalDate.now(clock).getYear())
                .collectList()
                .flatMapMany(usable -> book.balances(
                                usable.stream().map(BudgetLine::id).toList())
                        .collectMap(LineBalance::budgetLineId)
                        .flatMapIterable(balances -> usable.stream()
                                .flatMap(line -> Stream.ofNullable(balances.get(line.id()))
                                        .map(balance -> purse(line, balance, draft)))
                                .toList()));
    }

    /** The bar of the line that was chosen; empty where none was, or where the actor may not see it. */
    Mono<BudgetBar> chosen(Requisition requisition, Actor actor) {
        UUID id = requisition.budgetLineId();
        if (id == null) {
            return Mono.empty();
        }
        return lines.find(id, actor)
                .zipWith(book.balance(id), BudgetBar::of)
                .onErrorResume(Refusal.class, hidden -> Mono.empty());
    }

    private static Purse purse(BudgetLine line, LineBalance balance, Requisition draft) {
        BudgetBar bar = BudgetBar.of(line, balance);
        return new Purse(
                line.id(),
                line.name(),
                line.fundName(),
                bar,
                bar.reserving(draft.total().fen()),
                line.id().equals(draft.budgetLineId()));
    }
}
