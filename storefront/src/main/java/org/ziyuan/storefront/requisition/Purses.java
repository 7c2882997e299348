package org.ziyuan.storefront.requisition;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.funding.BudgetLine;
import org.ziyuan.marketplace.funding.BudgetLines;
import org.ziyuan.marketplace.funding.PurposeRule;
import org.ziyuan.marketplace.funding.PurposeRules;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.ledger.LineBalance;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.procurement.requisition.Requisition;
import org.ziyuan.procurement.requisition.RequisitionLine;
import org.ziyuan.storefront.layout.BudgetBar;
import reactor.core.publisher.Mono;

/** The budget lines a requisition could be paid from, each with what submitting would do to it. */
@Component
class Purses {

    private static final Comparator<Purse> BEST_FIRST = Comparator.comparing(Purse::pays)
            .thenComparing(Purse::meant)
            .reversed()
            .thenComparing(purse -> purse.after().available(), Comparator.reverseOrder());

    private final BudgetLines lines;
    private final BudgetBook book;
    private final PurposeRules purposes;
    private final Clock clock;

    Purses(BudgetLines lines, BudgetBook book, PurposeRules purposes, Clock clock) {
        this.purposes = purposes;
        this.lines = lines;
        this.book = book;
        this.clock = clock;
    }

    /**
     * One line that could pay.
     *
     * @param after the bar as it will be once the requisition is submitted
     * @param meant whether its class is the one for what is bought, and its money is bound to no project
     * @param forbidding the rule that keeps its money from such things; null where none does
     */
    record Purse(
            UUID id,
            String name,
            String title,
            BudgetBar bar,
            BudgetBar after,
            boolean chosen,
            boolean meant,
            @Nullable PurposeRule forbidding) {

        public boolean pays() {
            return forbidding == null && !after.overdrawn();
        }
    }

    /** The lines that can pay first; of these what is meant for such things, and then the fullest. */
    Mono<List<Purse>> of(Requisition draft, Actor actor) {
        Set<String> tags = tags(draft);
        return lines.usableBy(actor.organizationId(), LocalDate.now(clock).getYear())
                .collectList()
                .flatMap(usable -> Mono.zip(
                                book.balances(usable.stream()
                                                .map(BudgetLine::id)
                                                .toList())
                                        .collectMap(LineBalance::budgetLineId),
                                purposes.forbidding(actor.organizationId(), usable, tags),
                                purposes.meantFor(usable, tags))
                        .map(found -> usable.stream()
                                .flatMap(line -> Stream.ofNullable(found.getT1().get(line.id()))
                                        .map(balance -> purse(
                                                line,
                                                balance,
                                                draft,
                                                found.getT3().contains(line.id()),
                                                found.getT2().get(line.id()))))
                                .sorted(BEST_FIRST)
                                .toList()));
    }

    private static Set<String> tags(Requisition draft) {
        return draft.lines().stream()
                .map(line -> RequisitionLine.isDigital(line.itemClass())
                        ? PurposeRules.DIGITAL_RESOURCES
                        : PurposeRules.SERVICES)
                .collect(Collectors.toSet());
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

    private static Purse purse(
            BudgetLine line, LineBalance balance, Requisition draft, boolean meant, @Nullable PurposeRule forbidding) {
        BudgetBar bar = BudgetBar.of(line, balance);
        return new Purse(
                line.id(),
                line.name(),
                line.title(),
                bar,
                bar.reserving(draft.total().fen()),
                line.id().equals(draft.budgetLineId()),
                meant,
                forbidding);
    }
}
