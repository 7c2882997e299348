package org.ziyuan.storefront.inbox;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.funding.BudgetLines;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.procurement.approval.InboxItem;
import org.ziyuan.procurement.requisition.Requisition;
import org.ziyuan.procurement.requisition.Requisitions;
import org.ziyuan.storefront.layout.BudgetBar;
import reactor.core.publisher.Mono;

/** What a person must know to decide: what is bought, from which line, and what either answer does to that line. */
@Component
class Dossiers {

    private final AsShown asShown;
    private final Requisitions requisitions;
    private final BudgetLines lines;
    private final BudgetBook book;

    Dossiers(AsShown asShown, Requisitions requisitions, BudgetLines lines, BudgetBook book) {
        this.asShown = asShown;
        this.requisitions = requisitions;
        this.lines = lines;
        this.book = book;
    }

    /**
     * A task with its papers.
     *
     * @param seen what is shown of the requisition, for the form that decides
     * @param bar the line that pays as it stands; null for whoever may not see it, and then the two below as well
     * @param agreed as it will stand when this person agrees
     * @param rejected as it will stand when this person rejects
     */
    record Dossier(
            InboxItem item,
            String seen,
            Requisition requisition,
            @Nullable BudgetBar bar,
            @Nullable BudgetBar agreed,
            @Nullable BudgetBar rejected) {}

    Mono<Dossier> of(InboxItem item, Actor actor) {
        return asShown.of("requisition", item.requisitionId(), actor)
                .flatMap(seen -> requisitions
                        .find(item.requisitionId(), actor)
                        .flatMap(requisition -> bar(requisition, actor)
                                .map(bar -> withBar(item, seen, requisition, bar))
                                .defaultIfEmpty(new Dossier(item, seen, requisition, null, null, null))));
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
    private static Dossier withBar(InboxItem item, String seen, Requisition requisition, BudgetBar bar) {
        long total = item.total().fen();
        BudgetBar agreed = item.role() == Role.PRINCIPAL ? bar.encumbering(total) : bar;
        return new Dossier(item, seen, requisition, bar, agreed, bar.releasing(total));
    }
}
