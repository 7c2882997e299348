package org.ziyuan.marketplace.payment.api;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
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
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.Payments;
import org.ziyuan.marketplace.payment.treasury.ConfirmTreasuryTransfer;
import org.ziyuan.marketplace.payment.treasury.TreasuryTransfer;
import org.ziyuan.marketplace.payment.treasury.TreasuryTransfers;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Payments by the treasury over HTTP: the order for its bank, and what the bank has done. */
@RestController
@Tag(name = "支付 payments")
class TreasuryApi implements RoutePolicies {

    private final ConfirmTreasuryTransfer treasury;
    private final TreasuryTransfers transfers;
    private final Tagged<Payment> tagged;

    TreasuryApi(ConfirmTreasuryTransfer treasury, Payments payments, TreasuryTransfers transfers, AsShown asShown) {
        this.treasury = treasury;
        this.transfers = transfers;
        this.tagged = asShown.tagged("payment", payments::find, Payment::version);
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/api/v1/payments/{id}/transfer-order", Readers.ofPayments()),
                roles(POST, "/api/v1/payments/{id}/confirm-transfer", Role.CASHIER),
                roles(POST, "/api/v1/payments/{id}/fail-transfer", Role.CASHIER));
    }

    /** The number of the bank's receipt. */
    record Receipt(@NotBlank @Size(max = 40) String receiptNumber) {}

    @GetMapping("/api/v1/payments/{id}/transfer-order")
    @Operation(summary = "国库集中支付转账单 · the order document for the treasury's bank")
    Mono<TreasuryTransfer> transferOrder(@PathVariable UUID id, Actor actor) {
        return transfers.find(id, actor);
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
}
