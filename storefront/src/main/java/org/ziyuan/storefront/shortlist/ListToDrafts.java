package org.ziyuan.storefront.shortlist;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.enrolment.headcount.Grade;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.procurement.choosing.ForWhom;
import org.ziyuan.procurement.choosing.Served;
import org.ziyuan.procurement.choosing.UserGroup;
import org.ziyuan.procurement.shortlist.Shortlist.Kept;
import org.ziyuan.procurement.shortlist.Shortlists;
import org.ziyuan.storefront.listing.SchoolTerms;
import org.ziyuan.storefront.listing.TermsOfSchools;
import org.ziyuan.storefront.requisition.StartRequisition;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Begins drafts of what is for sale and not licensed yet on a list. Each line has the offer that fits the pupils it is for. */
@Component
class ListToDrafts {

    private final Shortlists lists;
    private final TermsOfSchools schools;
    private final StartRequisition start;

    ListToDrafts(Shortlists lists, TermsOfSchools schools, StartRequisition start) {
        this.lists = lists;
        this.schools = schools;
        this.start = start;
    }

    /**
     * Begins them one after the other; sent twice with the same operation it begins them once.
     *
     * @throws Refusal {@code shortlist-not-found}; {@code shortlist-nothing-for-sale}
     */
    Mono<Long> of(UUID operation, UUID list, Actor actor) {
        return lists.find(list, actor)
                .flatMap(found -> schools.of(found.ids())
                        .flatMap(terms -> Flux.fromIterable(found.listings())
                                .filter(kept ->
                                        kept.forSale() && !terms.licensed().contains(kept.listingId()))
                                .concatMap(kept -> start.bestFor(
                                        Ids.derived("list", operation, kept.listingId()),
                                        kept.listingId(),
                                        forWhom(kept, terms),
                                        actor))
                                .count()))
                .filter(begun -> begun > 0)
                .switchIfEmpty(Mono.error(() -> Refusal.conflict("shortlist-nothing-for-sale")));
    }

    private static ForWhom forWhom(Kept kept, SchoolTerms terms) {
        Served served = terms.served(kept.stage(), kept.grade());
        return served.people() == 0
                ? ForWhom.UNSAID
                : new ForWhom(
                        UserGroup.PUPILS,
                        kept.grade() == null
                                ? List.of()
                                : Grade.named(kept.grade()).stream().toList(),
                        served.people());
    }
}
