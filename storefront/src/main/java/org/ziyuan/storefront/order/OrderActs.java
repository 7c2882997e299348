package org.ziyuan.storefront.order;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ordering.AcceptDelivery;
import org.ziyuan.marketplace.ordering.AcceptanceNote;
import org.ziyuan.marketplace.ordering.AnswerPurchaseOrder;
import org.ziyuan.marketplace.ordering.PurchaseOrder;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** What a school does to an order: accept the delivery or send it back, or take back what the vendor has not answered. */
@Controller
class OrderActs implements RoutePolicies {

    private static final Map<String, String> FIELDS = Map.of(
            "delivery-in-future", "deliveredOn",
            "date-malformed", "deliveredOn",
            "remark-too-long", "remark",
            "reason-required", "reason");

    private final AcceptDelivery acceptDelivery;
    private final AnswerPurchaseOrder answer;

    OrderActs(AcceptDelivery acceptDelivery, AnswerPurchaseOrder answer) {
        this.acceptDelivery = acceptDelivery;
        this.answer = answer;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, "/orders/{id}/accept", Role.TEACHER, Role.PURCHASER, Role.PRINCIPAL),
                roles(POST, "/orders/{id}/reject", Role.TEACHER, Role.PURCHASER, Role.PRINCIPAL),
                roles(POST, "/orders/{id}/cancel", Role.PURCHASER));
    }

    @PostMapping("/orders/{id}/accept")
    Mono<String> accept(@PathVariable UUID id, Actor acceptor, Posted posted) {
        return posted.keeping(FIELDS)
                .asShown("order", id)
                .of(
                        () -> acceptDelivery
                                .accept(id, note(posted.form()), acceptor)
                                .map(PurchaseOrder::total),
                        "order.said.accepted",
                        "/orders/" + id);
    }

    @PostMapping("/orders/{id}/reject")
    Mono<String> reject(@PathVariable UUID id, Actor acceptor, Posted posted) {
        return posted.keeping(FIELDS)
                .asShown("order", id)
                .of(
                        () -> acceptDelivery.reject(id, posted.text("reason"), acceptor),
                        "order.said.rejected",
                        "/orders/" + id);
    }

    @PostMapping("/orders/{id}/cancel")
    Mono<String> cancel(@PathVariable UUID id, Actor buyer, Posted posted) {
        return posted.keeping(FIELDS)
                .asShown("order", id)
                .of(
                        () -> answer.cancel(id, posted.text("reason"), buyer).map(PurchaseOrder::total),
                        "order.said.cancelled",
                        "/orders/" + id);
    }

    private static AcceptanceNote note(MultiValueMap<String, String> form) {
        return new AcceptanceNote(Fields.day(form, "deliveredOn"), Fields.text(form, "remark"));
    }
}
