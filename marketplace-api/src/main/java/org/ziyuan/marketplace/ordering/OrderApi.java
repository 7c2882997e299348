package org.ziyuan.marketplace.ordering;

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
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.IfMatch;
import org.ziyuan.marketplace.form.Tagged;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.Reason;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Purchase orders over HTTP. A write may name the version it was decided on in {@code If-Match}. */
@RestController
@Tag(name = "采购订单 purchase orders")
class OrderApi implements RoutePolicies {

    private final PurchaseOrders orders;
    private final OrderFiles files;
    private final AnswerPurchaseOrder answer;
    private final AcceptDelivery acceptDelivery;
    private final RegisterInvoice registerInvoice;
    private final Tagged<PurchaseOrder> tagged;

    OrderApi(
            PurchaseOrders orders,
            OrderFiles files,
            AnswerPurchaseOrder answer,
            AcceptDelivery acceptDelivery,
            RegisterInvoice registerInvoice,
            AsShown asShown) {
        this.orders = orders;
        this.files = files;
        this.answer = answer;
        this.acceptDelivery = acceptDelivery;
        this.registerInvoice = registerInvoice;
        this.tagged = asShown.tagged("order", orders::find, PurchaseOrder::version);
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/api/v1/purchase-orders", Readers.ofOrders()),
                roles(GET, "/api/v1/purchase-orders/{id}", Readers.ofOrders()),
                roles(GET, "/api/v1/purchase-orders/{id}/papers", Readers.ofOrders()),
                roles(POST, "/api/v1/purchase-orders/{id}/confirm", Role.VENDOR_MANAGER),
                roles(POST, "/api/v1/purchase-orders/{id}/decline", Role.VENDOR_MANAGER),
                roles(POST, "/api/v1/purchase-orders/{id}/cancel", Role.PURCHASER),
                roles(POST, "/api/v1/purchase-orders/{id}/accept", Role.TEACHER, Role.PURCHASER, Role.PRINCIPAL),
                roles(POST, "/api/v1/purchase-orders/{id}/reject", Role.TEACHER, Role.PURCHASER, Role.PRINCIPAL),
                roles(POST, "/api/v1/purchase-orders/{id}/redeliver", Role.VENDOR_MANAGER),
                roles(POST, "/api/v1/purchase-orders/{id}/invoices", Role.VENDOR_MANAGER));
    }

    /** What the vendor did about a delivery that did not pass. */
    record Mending(
            @NotNull @Schema(minLength = 1, maxLength = 500) String remark) {}

    /** The acceptance note. */
    record Note(
            @NotNull LocalDate deliveredOn,
            @Schema(maxLength = 500) @Nullable String remark) {

        AcceptanceNote asNote() {
            return new AcceptanceNote(deliveredOn, remark == null ? "" : remark);
        }
    }

    /** The invoice; amounts in yuan as text, such as {@code "1250.50"}. */
    record Claim(
            @Size(max = 40) @Nullable String code,
            @NotBlank @Size(max = 60) String number,
            @NotNull LocalDate issuedOn,
            @NotNull Money amount,
            @NotNull Money tax,
            @NotNull @Schema(maxLength = 200) String buyerName,
            @NotNull @Schema(maxLength = 40) String sellerCreditCode) {

        InvoiceClaim asClaim() {
            return new InvoiceClaim(code, number, issuedOn, amount, tax, buyerName, sellerCreditCode);
        }
    }

    @GetMapping("/api/v1/purchase-orders")
    @Operation(summary = "看得到的采购订单，新的在前 · the orders you may see, the newest first")
    Mono<Page<PurchaseOrder>> list(
            Actor actor,
            @RequestParam(required = false) @Nullable OrderState state,
            @RequestParam(required = false) @Nullable Duty duty,
            Sought sought) {
        return orders.list(actor, state, duty, sought);
    }

    @GetMapping("/api/v1/purchase-orders/{id}")
    @Operation(summary = "一份采购订单 · one order; its entity tag changes with its state")
    Mono<ResponseEntity<PurchaseOrder>> one(@PathVariable UUID id, Actor actor) {
        return tagged.one(id, actor);
    }

    @GetMapping("/api/v1/purchase-orders/{id}/papers")
    @Operation(summary = "验收单、发票与经过 · acceptance, invoice and history")
    Mono<OrderPapers> papers(@PathVariable UUID id, Actor actor) {
        return files.of(id, actor);
    }

    @PostMapping("/api/v1/purchase-orders/{id}/confirm")
    @Operation(summary = "供应商确认接单 · the vendor confirms")
    Mono<ResponseEntity<PurchaseOrder>> confirm(@PathVariable UUID id, IfMatch tag, Actor vendor) {
        return tagged.ownChanged(id, tag, vendor, answer.confirm(id, vendor));
    }

    @PostMapping("/api/v1/purchase-orders/{id}/decline")
    @Operation(summary = "供应商谢绝 · the vendor declines")
    Mono<ResponseEntity<PurchaseOrder>> decline(
            @PathVariable UUID id, @Valid @RequestBody Reason reason, IfMatch tag, Actor vendor) {
        return tagged.ownChanged(id, tag, vendor, answer.decline(id, reason.reason(), vendor));
    }

    @PostMapping("/api/v1/purchase-orders/{id}/cancel")
    @Operation(summary = "供应商未答复前撤回 · the buyer withdraws an unanswered order")
    Mono<ResponseEntity<PurchaseOrder>> cancel(
            @PathVariable UUID id, @Valid @RequestBody Reason reason, IfMatch tag, Actor buyer) {
        return tagged.ownChanged(id, tag, buyer, answer.cancel(id, reason.reason(), buyer));
    }

    @PostMapping("/api/v1/purchase-orders/{id}/accept")
    @Operation(summary = "验收 · the school accepts the delivery")
    Mono<ResponseEntity<PurchaseOrder>> accept(
            @PathVariable UUID id, @Valid @RequestBody Note note, IfMatch tag, Actor acceptor) {
        return tagged.ownChanged(id, tag, acceptor, acceptDelivery.accept(id, note.asNote(), acceptor));
    }

    @PostMapping("/api/v1/purchase-orders/{id}/reject")
    @Operation(summary = "验收不通过，退回供应商整改 · the delivery does not pass; the vendor mends it")
    Mono<ResponseEntity<PurchaseOrder>> reject(
            @PathVariable UUID id, @Valid @RequestBody Reason reason, IfMatch tag, Actor acceptor) {
        return tagged.ownChanged(id, tag, acceptor, acceptDelivery.reject(id, reason.reason(), acceptor));
    }

    @PostMapping("/api/v1/purchase-orders/{id}/redeliver")
    @Operation(summary = "整改后重新交付 · the vendor has mended it and delivers again")
    Mono<ResponseEntity<PurchaseOrder>> redeliver(
            @PathVariable UUID id, @Valid @RequestBody Mending mending, IfMatch tag, Actor vendor) {
        return tagged.ownChanged(id, tag, vendor, answer.redeliver(id, mending.remark(), vendor));
    }

    @PostMapping("/api/v1/purchase-orders/{id}/invoices")
    @Operation(summary = "登记发票并三单匹配 · the vendor's invoice, matched three ways")
    Mono<ResponseEntity<PurchaseOrder>> invoice(
            @PathVariable UUID id, @Valid @RequestBody Claim claim, IfMatch tag, Actor vendor) {
        return tagged.ownChanged(id, tag, vendor, registerInvoice.register(id, claim.asClaim(), vendor));
    }
}
