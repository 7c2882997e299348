package org.ziyuan.marketplace.payment.api;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.IfMatch;
import org.ziyuan.marketplace.form.Tagged;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.ordering.PurchaseOrder;
import org.ziyuan.marketplace.ordering.PurchaseOrders;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.payment.DecideDifference;
import org.ziyuan.marketplace.payment.InstructPayment;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentChannel;
import org.ziyuan.marketplace.payment.PaymentDifference;
import org.ziyuan.marketplace.payment.PaymentDifferences;
import org.ziyuan.marketplace.payment.PaymentState;
import org.ziyuan.marketplace.payment.Payments;
import org.ziyuan.marketplace.payment.ReachGateway;
import org.ziyuan.marketplace.payment.record.PaymentAttempts;
import org.ziyuan.marketplace.payment.treasury.ConfirmTreasuryTransfer;
import org.ziyuan.marketplace.payment.treasury.TreasuryTransfer;
import org.ziyuan.marketplace.payment.treasury.TreasuryTransfers;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Payments over HTTP. */
@RestController
@Tag(name = "支付 payments")
class PaymentApi implements RoutePolicies {

    private final PurchaseOrders orders;
    private final InstructPayment instructPayment;
    private final ConfirmTreasuryTransfer treasury;
    private final ReachGateway gateway;
    private final Payments payments;
    private final PaymentAttempts attempts;
    private final TreasuryTransfers transfers;
    private final PaymentDifferences differences;
    private final DecideDifference decideDifference;
    private final Tagged<PurchaseOrder> payable;
    private final Tagged<Payment> tagged;
    private final Tagged<PaymentDifference> decidable;

    PaymentApi(
            PurchaseOrders orders,
            InstructPayment instructPayment,
            ConfirmTreasuryTransfer treasury,
            ReachGateway gateway,
            Payments payments,
            PaymentAttempts attempts,
            TreasuryTransfers transfers,
            PaymentDifferences differences,
            DecideDifference decideDifference,
            AsShown asShown) {
        this.orders = orders;
        this.instructPayment = instructPayment;
        this.treasury = treasury;
        this.gateway = gateway;
        this.payments = payments;
        this.attempts = attempts;
        this.transfers = transfers;
        this.differences = differences;
        this.decideDifference = decideDifference;
        this.payable = asShown.tagged("order", orders::find, PurchaseOrder::version);
        this.tagged = asShown.tagged("payment", payments::find, Payment::version);
        this.decidable = asShown.tagged("difference", differences::find, PaymentDifference::version);
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, "/api/v1/purchase-orders/{id}/payments", Role.CASHIER),
                roles(GET, "/api/v1/purchase-orders/{id}/payments", Readers.ofPayments()),
                roles(GET, "/api/v1/payments", Readers.ofPayments()),
                roles(GET, "/api/v1/payments/{id}", Readers.ofPayments()),
                roles(GET, "/api/v1/payments/{id}/attempts", Readers.ofPayments()),
                roles(GET, "/api/v1/payments/{id}/transfer-order", Readers.ofPayments()),
                roles(GET, "/api/v1/payment-differences", Readers.ofPayments()),
                roles(GET, "/api/v1/purchase-orders/{id}/payment-differences", Readers.ofPayments()),
                roles(POST, "/api/v1/payment-differences/{id}/book", Role.ACCOUNTANT),
                roles(POST, "/api/v1/payment-differences/{id}/clear", Role.ACCOUNTANT),
                roles(POST, "/api/v1/payments/{id}/check", Role.CASHIER),
                roles(POST, "/api/v1/payments/{id}/confirm-transfer", Role.CASHIER),
                roles(POST, "/api/v1/payments/{id}/fail-transfer", Role.CASHIER));
    }

    /**
     * The wish to pay.
     *
     * @param operationId one per intention to pay; without it the idempotency key of the request is it
     * @param amount what the accountant believes to pay, in yuan; refused when it is not what was accepted
     */
    record Instruction(
            @NotNull PaymentChannel channel,
            @Nullable UUID operationId,
            @Nullable Money amount) {}

    /** The number of the bank's receipt. */
    record Receipt(@NotBlank @Size(max = 40) String receiptNumber) {}

    /** Why the bank did not pay, or why nothing is to be booked. */
    record Reason(
            @NotNull @Schema(minLength = 1, maxLength = 200) String reason) {}

    @PostMapping("/api/v1/purchase-orders/{id}/payments")
    @Operation(summary = "付款指令 · instruct the payment of an invoiced order")
    Mono<ResponseEntity<Payment>> instruct(
            @PathVariable UUID id,
            @Valid @RequestBody Instruction wish,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            IfMatch tag,
            Actor payer) {
        return payable.command(id, tag, payer, order -> instruct(order, wish, operation(wish, key, payer), payer))
                .flatMap(payment -> payments.find(payment.id(), payer))
                .map(payment -> tagged.as(HttpStatus.CREATED, payment));
    }

    @GetMapping("/api/v1/purchase-orders/{id}/payments")
    @Operation(summary = "一份订单的付款 · the payments of one order")
    Mono<List<Payment>> ofOrder(@PathVariable UUID id, Actor actor) {
        return orders.find(id, actor)
                .flatMap(order -> payments.ofOrder(id, actor).collectList());
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

    @GetMapping("/api/v1/payments/{id}/transfer-order")
    @Operation(summary = "国库集中支付转账单 · the order document for the treasury's bank")
    Mono<TreasuryTransfer> transferOrder(@PathVariable UUID id, Actor actor) {
        return transfers.find(id, actor);
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

    @PostMapping("/api/v1/payments/{id}/check")
    @Operation(summary = "向支付机构查询 · ask the provider now")
    Mono<ResponseEntity<Payment>> check(@PathVariable UUID id, Actor accountant) {
        return gateway.ask(id, accountant).map(payment -> tagged.as(HttpStatus.OK, payment));
    }

    @PostMapping("/api/v1/payments/{id}/confirm-transfer")
    @Operation(summary = "登记银行回单 · the bank has paid, with its receipt")
    Mono<ResponseEntity<Payment>> confirm(
            @PathVariable UUID id, @Valid @RequestBody Receipt receipt, IfMatch tag, Actor accountant) {
        return tagged.ownChanged(id, tag, accountant, treasury.confirm(id, receipt.receiptNumber(), accountant));
    }

    @PostMapping("/api/v1/payments/{id}/fail-transfer")
    @Operation(summary = "银行退回 · the bank has not paid")
    Mono<ResponseEntity<Payment>> fail(
            @PathVariable UUID id, @Valid @RequestBody Reason reason, IfMatch tag, Actor accountant) {
        return tagged.ownChanged(id, tag, accountant, treasury.fail(id, reason.reason(), accountant));
    }

    private Mono<Payment> instruct(PurchaseOrder order, Instruction wish, UUID operation, Actor payer) {
        return wish.amount() == null || wish.amount().equals(order.total())
                ? instructPayment.instruct(order.id(), wish.channel(), operation, payer)
                : Mono.error(Refusal.conflict("payment-amount-differs")
                        .with("requested", wish.amount())
                        .with("accepted", order.total()));
    }

    private static UUID operation(Instruction wish, @Nullable String key, Actor payer) {
        if (wish.operationId() != null) {
            return wish.operationId();
        }
        return key == null ? Ids.next() : Ids.derived("payment-operation", payer.person(), key);
    }
}
