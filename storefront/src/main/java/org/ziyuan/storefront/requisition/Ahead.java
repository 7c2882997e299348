package org.ziyuan.storefront.requisition;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.procurement.prospect.Prospect;
import org.ziyuan.procurement.prospect.Prospects;
import org.ziyuan.procurement.requisition.Requisition;
import org.ziyuan.procurement.requisition.RequisitionState;
import org.ziyuan.procurement.requisition.Requisitions;
import reactor.core.publisher.Mono;

/** What lies ahead of a draft for the person who writes it: the decisions to come, and the drafts for other vendors. */
@Component
class Ahead {

    private static final int DRAFTS_SHOWN = 20;

    private final Prospects prospects;
    private final Requisitions requisitions;

    Ahead(Prospects prospects, Requisitions requisitions) {
        this.prospects = prospects;
        this.requisitions = requisitions;
    }

    /** Shows both; nothing is foretold of a draft without lines, nor where a rule has a gap. */
    Mono<Void> show(Requisition draft, Model model, Actor actor) {
        Mono<Optional<Prospect>> prospect = draft.lines().isEmpty()
                ? Mono.just(Optional.empty())
                : prospects
                        .of(draft.id(), actor)
                        .map(Optional::of)
                        .onErrorReturn(Refusal.class, Optional.empty())
                        .defaultIfEmpty(Optional.empty());
        return prospect.zipWith(basket(actor))
                .doOnNext(both -> {
                    model.addAttribute("prospect", both.getT1().orElse(null));
                    model.addAttribute("basket", both.getT2());
                })
                .then();
    }

    /** The person's drafts with something on them. One vendor supplies each, so that each becomes one order. */
    private Mono<List<Requisition>> basket(Actor actor) {
        return requisitions
                .ofRequester(actor, Set.of(RequisitionState.DRAFT), DRAFTS_SHOWN)
                .filter(draft -> draft.vendorId() != null)
                .collectList();
    }
}
