package org.ziyuan.storefront.inbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.funding.BudgetLines;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.ordering.finder.PaidPrices;
import org.ziyuan.marketplace.ordering.finder.PaidPrices.Paid;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.procurement.approval.InboxItem;
import org.ziyuan.procurement.requisition.Requisition;
import org.ziyuan.procurement.requisition.RequisitionLine;
import org.ziyuan.procurement.requisition.Requisitions;
import org.ziyuan.storefront.layout.BudgetBar;
import reactor.core.publisher.Mono;

/** What a person must know to decide: what is bought, from which line, and what either answer does to that line. */
@Component
class Dossiers {

    private final AsShown asShown;
    private final Requisitions requisitions;
    private final PaidPrices paid;
    private final BudgetLines lines;
    private final BudgetBook book;

    Dossiers(AsShown asShown, Requisitions requisitions, PaidPrices paid, BudgetLines lines, BudgetBook book) {
        this.paid = paid;
        this.asShown = asShown;
        this.requisitions = requisitions;
        this.lines = lines;
        this.book = book;
    }

    /**
     * A task with its papers.
     *
     * @param seen what is shown of the requisition, for the form that decides
     * @param paid what schools like this one paid for the same, by listing
     * @param bar the line that pays as it stands; null for whoever may not see it, and then the two below as well
     * @param agreed as it will stand when this person agrees
     * @param rejected as it will stand when this person rejects
     */
    record Dossier(
            InboxItem item,
            String seen,
            Requisition requisition,
            Map<UUID, List<Paid>> paid,
            @Nullable BudgetBar bar,
            @Nullable BudgetBar agreed,
            @Nullable BudgetBar rejected) {}

    Mono<Dossier> of(InboxItem item, Actor actor) {
        return asShown.of("requisition", item.requisitionId(), actor)
                .flatMap(seen -> requisitions
                        .find(item.requisitionId(), actor)
                        .flatMap(requisition -> Mono.zip(
                                        paid.of(listings(requisition), actor),
                                        bar(requisition, actor)
                                                .map(Optional::of)
                                                .defaultIfEmpty(Optional.empty()))
                                .map(both -> both.getT2()
                                        .map(bar -> withBar(item, seen, requisition, both.getT1(), bar))
                                        .orElseGet(() -> new Dossier(
                                                item, seen, requisition, both.getT1(), null, null, null)))));
    }

    private static List<UUID> listings(Requisition requisition) {
        return requisition.lines().stream().map(RequisitionLine::listingId).toList();
    }

    private Mono<BudgetBar> bar(Requisition requisition, Actor actor) {
        UUID line = requisition.budgetLineId();
        return line == null
                ? Mono.empty()
                : lines.find(line, actor)
                        .zipWith(book.balance(line), BudgetBar::of)
                        .onErrorResume(Refusal.class, hidden -> Mono.empty());
    }

    /** The last agreement issues the order; the ones before it leave the money reserved. */
    private static Dossier withBar(
            InboxItem item, String seen, Requisition requisition, Map<UUID, List<Paid>> paid, BudgetBar bar) {
        long total = item.total().fen();
        BudgetBar agreed = item.role() == Role.PRINCIPAL ? bar.encumbering(total) : bar;
        return new Dossier(item, seen, requisition, paid, bar, agreed, bar.releasing(total));
    }
}
