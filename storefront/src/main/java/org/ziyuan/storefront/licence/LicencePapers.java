package org.ziyuan.storefront.licence;

import java.util.Optional;
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

    private Mono<Optional<Requisition>> asked(PurchaseOrder order, Actor reader) {
        return requisitions
                .find(order.requisitionId(), reader)
                .map(Optional::of)
                .onErrorReturn(Refusal.class, Optional.empty());
    }

    /** Empty where the order itself is hidden from the reader. */
    Mono<Papers> of(HeldLicence licence, Actor reader) {
        return orders.find(licence.orderId(), reader)
                .flatMap(order -> Mono.zip(
                        files.of(order.id(), reader),
                        asked(order, reader),
                        (file, asked) -> new Papers(order, file, asked.orElse(null))))
                .onErrorResume(Refusal.class, hidden -> Mono.empty());
    }
}
