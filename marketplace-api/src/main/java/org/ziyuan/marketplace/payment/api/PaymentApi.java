package org.ziyuan.marketplace.payment.api;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.Tagged;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentState;
import org.ziyuan.marketplace.payment.Payments;
import org.ziyuan.marketplace.payment.ReachGateway;
import org.ziyuan.marketplace.payment.record.PaymentAttempts;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Payments over HTTP. */
@RestController
@Tag(name = "支付 payments")
class PaymentApi implements RoutePolicies {

    private final ReachGateway gateway;
    private final Payments payments;
    private final PaymentAttempts attempts;
    private final Tagged<Payment> tagged;

    PaymentApi(ReachGateway gateway, Payments payments, PaymentAttempts attempts, AsShown asShown) {
        this.gateway = gateway;
        this.payments = payments;
        this.attempts = attempts;
        this.tagged = asShown.tagged("payment", payments::find, Payment::version);
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/api/v1/payments", Readers.ofPayments()),
                roles(GET, "/api/v1/payments/{id}", Readers.ofPayments()),
                roles(GET, "/api/v1/payments/{id}/attempts", Readers.ofPayments()),
                roles(POST, "/api/v1/payments/{id}/check", Role.CASHIER));
    }

    @GetMapping("/api/v1/payments")
    @Operation(summary = "看得到的付款；UNKNOWN 是需要人处理的清单 · payments, the newest first; UNKNOWN is a person's list")
    Mono<Page<Payment>> list(Actor actor, @RequestParam(required = false) @Nullable PaymentState state, Sought sought) {
        return payments.list(actor, state, sought);
    }

    @GetMapping("/api/v1/payments/{id}")
    @Operation(summary = "一笔付款 · one payment")
    Mono<ResponseEntity<Payment>> one(@PathVariable UUID id, Actor actor) {
        return tagged.one(id, actor);
    }

    @GetMapping("/api/v1/payments/{id}/attempts")
    @Operation(summary = "与支付机构的往来 · everything tried with and heard from the provider")
    Mono<List<PaymentAttempts.Attempt>> attempts(@PathVariable UUID id, Actor actor) {
        return payments.find(id, actor)
                .flatMap(payment -> attempts.of(payment.id()).collectList());
    }

    @PostMapping("/api/v1/payments/{id}/check")
    @Operation(summary = "向支付机构查询 · ask the provider now")
    Mono<ResponseEntity<Payment>> check(@PathVariable UUID id, Actor accountant) {
        return gateway.ask(id, accountant).map(payment -> tagged.as(HttpStatus.OK, payment));
    }
}
