package org.ziyuan.storefront.licence;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.licensing.HeldLicence;
import org.ziyuan.marketplace.ordering.OrderFiles;
import org.ziyuan.marketplace.ordering.OrderPapers;
import org.ziyuan.marketplace.ordering.PurchaseOrder;
import org.ziyuan.marketplace.ordering.PurchaseOrders;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.procurement.requisition.Requisition;
import org.ziyuan.procurement.requisition.Requisitions;
import reactor.core.publisher.Mono;

/** The documents that brought a licence: order, requisition and invoice, as far as the reader may see them. */
@Component
class LicencePapers {

    private final PurchaseOrders orders;
    private final OrderFiles files;
    private final Requisitions requisitions;

    LicencePapers(PurchaseOrders orders, OrderFiles files, Requisitions requisitions) {
        this.orders = orders;
        this.files = files;
        this.requisitions = requisitions;
    }

    /** @param requisition null for whoever may not see it */
    record Papers(
            PurchaseOrder order, OrderPapers file, @Nullable Requisition requisition) {

        /** Who issued the order, as its own history has it. */
        String issuedBy() {
            return file.steps().isEmpty() ? "" : file.steps().get(0).by();
        }
    }

    /** Empty where the order itself is hidden from the reader. */
    Mono<Papers> of(HeldLicence licence, Actor reader) {
        return orders.find(licence.orderId(), reader)
                .zipWhen(order -> files.of(order.id(), reader))
                .flatMap(both -> requisitions
                        .find(both.getT1().requisitionId(), reader)
                        .map(asked -> new Papers(both.getT1(), both.getT2(), asked))
                        .onErrorResume(
                                Refusal.class, hidden -> Mono.just(new Papers(both.getT1(), both.getT2(), null))))
                .onErrorResume(Refusal.class, hidden -> Mono.empty());
    }
}
