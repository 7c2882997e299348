package org.ziyuan.storefront.trail;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.ziyuan.marketplace.audit.AuditEntries;
import org.ziyuan.marketplace.execution.PurchaseJournals;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.licensing.LicenceUse;
import org.ziyuan.marketplace.licensing.LicenceUse.Use;
import org.ziyuan.marketplace.ordering.PurchaseOrder;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.Payments;
import reactor.core.publisher.Mono;

/** The proof of a purchase: its payments, journals, licences and evidence. */
@Component
class TrailProof {

    private final Payments payments;
    private final PurchaseJournals journals;
    private final LicenceUse use;
    private final AuditEntries evidence;

    TrailProof(Payments payments, PurchaseJournals journals, LicenceUse use, AuditEntries evidence) {
        this.payments = payments;
        this.journals = journals;
        this.use = use;
        this.evidence = evidence;
    }

    Mono<Void> of(PurchaseOrder order, Model model, Actor actor) {
        return Mono.zip(
                        payments.ofOrder(order.id(), actor).collectList(),
                        use.ofOrder(order.id()).collectList())
                .doOnNext(both -> model.addAttribute("payments", both.getT1()))
                .doOnNext(both -> model.addAttribute("licences", both.getT2()))
                .flatMap(both -> proof(order, both.getT1(), both.getT2(), model));
    }

    private Mono<Void> proof(PurchaseOrder order, List<Payment> paid, List<Use> licences, Model model) {
        List<UUID> money = new ArrayList<>(List.of(order.id(), order.requisitionId()));
        paid.forEach(payment -> money.add(payment.id()));
        List<UUID> subjects = new ArrayList<>(money);
        licences.forEach(licence -> subjects.add(licence.licenceId()));
        return Mono.when(
                journals.ofDocuments(money).collectList().doOnNext(legs -> model.addAttribute("legs", legs)),
                evidence.of(subjects)
                        .collectList()
                        .doOnNext(entries -> model.addAttribute("entries", entries))
                        .doOnNext(entries -> model.addAttribute("entriesEnd", entries.size() >= AuditEntries.MOST)));
    }
}
