package org.ziyuan.marketplace.payment.api;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.IfMatch;
import org.ziyuan.marketplace.form.Tagged;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ordering.PurchaseOrders;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.payment.DecideDifference;
import org.ziyuan.marketplace.payment.PaymentDifference;
import org.ziyuan.marketplace.payment.PaymentDifferences;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** What stands against payments over HTTP: read, booked and put aside. */
@RestController
@Tag(name = "支付 payments")
class DifferenceApi implements RoutePolicies {

    private final PurchaseOrders orders;
    private final PaymentDifferences differences;
    private final DecideDifference decideDifference;
    private final Tagged<PaymentDifference> decidable;

    DifferenceApi(
            PurchaseOrders orders, PaymentDifferences differences, DecideDifference decideDifference, AsShown asShown) {
        this.orders = orders;
        this.differences = differences;
        this.decideDifference = decideDifference;
        this.decidable = asShown.tagged("difference", differences::find, PaymentDifference::version);
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/api/v1/payment-differences", Readers.ofPayments()),
                roles(GET, "/api/v1/purchase-orders/{id}/payment-differences", Readers.ofPayments()),
                roles(POST, "/api/v1/payment-differences/{id}/book", Role.ACCOUNTANT),
                roles(POST, "/api/v1/payment-differences/{id}/clear", Role.ACCOUNTANT));
    }

    @GetMapping("/api/v1/payment-differences")
    @Operation(summary = "待处理的支付差异 · refunds, disputes and late money that nobody has booked yet, the newest first")
    Mono<Page<PaymentDifference>> differences(Actor actor, Sought sought) {
        return differences.open(actor, sought);
    }

    @GetMapping("/api/v1/purchase-orders/{id}/payment-differences")
    @Operation(summary = "一份订单的支付差异 · all that was ever said against the payments of one order")
    Mono<List<PaymentDifference>> differencesOfOrder(@PathVariable UUID id, Actor actor) {
        return orders.find(id, actor)
                .flatMap(order -> differences.ofOrder(id, actor).collectList());
    }

    @PostMapping("/api/v1/payment-differences/{id}/book")
    @Operation(summary = "退款入账 · the money is back: book it")
    Mono<ResponseEntity<PaymentDifference>> book(@PathVariable UUID id, IfMatch tag, Actor accountant) {
        return decidable.changed(id, tag, accountant, decideDifference.book(id, accountant));
    }

    @PostMapping("/api/v1/payment-differences/{id}/clear")
    @Operation(summary = "核销差异 · nothing is to be booked, for this reason")
    Mono<ResponseEntity<PaymentDifference>> clear(
            @PathVariable UUID id, @Valid @RequestBody Reason reason, IfMatch tag, Actor accountant) {
        return decidable.changed(id, tag, accountant, decideDifference.clear(id, reason.reason(), accountant));
    }
}
