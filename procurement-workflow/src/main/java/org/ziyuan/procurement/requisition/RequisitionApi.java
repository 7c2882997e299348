package org.ziyuan.procurement.requisition;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.IfMatch;
import org.ziyuan.marketplace.form.Tagged;
import org.ziyuan.marketplace.idempotency.OperationId;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.procurement.choosing.ForWhom;
import org.ziyuan.procurement.choosing.UserGroup;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Requisitions over HTTP. A write may name the version it was decided on in {@code If-Match}. */
@RestController
@Tag(name = "采购申请 requisitions")
class RequisitionApi implements RoutePolicies {

    private static final String ONE = "/api/v1/requisitions/{id}";

    private final Requisitions requisitions;
    private final BeginRequisition beginning;
    private final WriteDraft drafts;
    private final SubmitRequisition submission;
    private final WithdrawRequisition withdrawal;
    private final CopyRequisition copies;
    private final Tagged<Requisition> tagged;

    RequisitionApi(
            Requisitions requisitions,
            BeginRequisition beginning,
            WriteDraft drafts,
            SubmitRequisition submission,
            WithdrawRequisition withdrawal,
            CopyRequisition copies,
            AsShown asShown) {
        this.requisitions = requisitions;
        this.beginning = beginning;
        this.drafts = drafts;
        this.submission = submission;
        this.withdrawal = withdrawal;
        this.copies = copies;
        this.tagged = asShown.tagged("requisition", requisitions::find, Requisition::version);
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/api/v1/requisitions", Readers.ofRequisitions()),
                roles(GET, ONE, Readers.ofRequisitions()),
                roles(GET, ONE + "/timeline", Readers.ofRequisitions()),
                roles(POST, "/api/v1/requisitions", Role.PURCHASER, Role.TEACHER),
                roles(POST, ONE + "/lines", Role.PURCHASER, Role.TEACHER),
                roles(DELETE, ONE + "/lines/{lineId}", Role.PURCHASER, Role.TEACHER),
                roles(PUT, ONE + "/budget-line", Role.PURCHASER, Role.TEACHER),
                roles(POST, ONE + "/submit", Role.PURCHASER, Role.TEACHER),
                roles(POST, ONE + "/withdraw", Role.PURCHASER, Role.TEACHER),
                roles(POST, ONE + "/copy", Role.PURCHASER, Role.TEACHER));
    }

    /** A new requisition; the id is the caller's own UUID, or follows from the key of the request. */
    record NewRequisition(
            @Nullable UUID id,
            @Nullable @Schema(maxLength = 500) String purpose) {}

    /** An offer and how much of it. Nothing is no quantity: how much money is spent is always said. */
    record NewLine(
            @NotNull UUID offerId,
            @NotNull @Positive @Max(1_000_000) Integer quantity,
            @Nullable UserGroup audience,
            @Nullable @Size(max = 12) List<@NotNull Integer> grades,
            @Nullable @Positive @Max(ForWhom.MOST_PEOPLE) Integer people,
            @Nullable @Schema(maxLength = 200) String reason) {

        Wanted wanted() {
            List<Integer> numbers = grades == null ? List.of() : grades;
            return new Wanted(quantity, new ForWhom(audience, ForWhom.grades(numbers), people), reason);
        }
    }

    /** The purse that pays. */
    record ChosenLine(@NotNull UUID budgetLineId) {}

    @GetMapping("/api/v1/requisitions")
    @Operation(summary = "看得到的采购申请，新的在前 · the requisitions you may see, the newest first")
    Mono<Page<Requisition>> list(
            Actor actor, @RequestParam(required = false) @Nullable RequisitionState state, Sought sought) {
        return requisitions.list(actor, state, sought);
    }

    @GetMapping(ONE)
    @Operation(summary = "一份采购申请 · one requisition with its lines")
    Mono<ResponseEntity<Requisition>> one(@PathVariable UUID id, Actor actor) {
        return tagged.one(id, actor);
    }

    @GetMapping(ONE + "/timeline")
    @Operation(summary = "经过 · what happened to it so far")
    Mono<List<Requisitions.Happening>> timeline(@PathVariable UUID id, Actor actor) {
        return requisitions.timeline(id, actor).collectList();
    }

    @PostMapping("/api/v1/requisitions")
    @Operation(summary = "起草采购申请 · begin a requisition")
    Mono<ResponseEntity<Requisition>> begin(
            @Valid @RequestBody NewRequisition wanted, OperationId operation, Actor actor) {
        UUID id = wanted.id() == null ? operation.value() : wanted.id();
        String purpose = wanted.purpose() == null ? "" : wanted.purpose();
        return beginning
                .begin(id, purpose, actor)
                .then(requisitions.find(id, actor))
                .map(begun -> ResponseEntity.created(URI.create("/api/v1/requisitions/" + id))
                        .eTag(tagged.tagOf(begun))
                        .body(begun));
    }

    @PostMapping(ONE + "/lines")
    @Operation(summary = "加入一项报价或改其数量 · add an offer, or change how much of it")
    Mono<ResponseEntity<Requisition>> addLine(
            @PathVariable UUID id, @Valid @RequestBody NewLine line, IfMatch tag, Actor actor) {
        return commanded(
                id,
                tag,
                actor,
                Mono.fromCallable(line::wanted).flatMap(wanted -> drafts.addLine(id, line.offerId(), wanted, actor)));
    }

    @DeleteMapping(ONE + "/lines/{lineId}")
    @Operation(summary = "去掉一项 · take a line off")
    Mono<ResponseEntity<Requisition>> removeLine(
            @PathVariable UUID id, @PathVariable UUID lineId, IfMatch tag, Actor actor) {
        return commanded(id, tag, actor, drafts.removeLine(id, lineId, actor));
    }

    @PutMapping(ONE + "/budget-line")
    @Operation(summary = "选定预算指标 · say which budget line pays")
    Mono<ResponseEntity<Requisition>> payFrom(
            @PathVariable UUID id, @Valid @RequestBody ChosenLine purse, IfMatch tag, Actor actor) {
        return commanded(id, tag, actor, drafts.payFrom(id, purse.budgetLineId(), actor));
    }

    @PostMapping(ONE + "/submit")
    @Operation(summary = "提交并预占经费 · hand it in and set the money aside")
    Mono<ResponseEntity<Requisition>> submit(@PathVariable UUID id, IfMatch tag, Actor actor) {
        return tagged.ownChanged(id, tag, actor, submission.submitWhatGoesOn(id, actor));
    }

    @PostMapping(ONE + "/withdraw")
    @Operation(summary = "批准前撤回并释放经费 · take it back before it is approved")
    Mono<ResponseEntity<Requisition>> withdraw(@PathVariable UUID id, IfMatch tag, Actor actor) {
        return tagged.ownChanged(id, tag, actor, withdrawal.withdraw(id, actor));
    }

    @PostMapping(ONE + "/copy")
    @Operation(summary = "把已结束的申请抄成新草稿 · begin a draft from one that has ended")
    Mono<ResponseEntity<Requisition>> copy(@PathVariable UUID id, Actor actor) {
        return copies.copy(id, actor)
                .flatMap(copied -> requisitions.find(copied.id(), actor))
                .map(draft -> ResponseEntity.created(URI.create("/api/v1/requisitions/" + draft.id()))
                        .eTag(tagged.tagOf(draft))
                        .body(draft));
    }

    /** The requisition as the command left it. */
    private Mono<ResponseEntity<Requisition>> commanded(UUID id, IfMatch tag, Actor actor, Publisher<?> command) {
        return tagged.ownCommand(id, tag, actor, Flux.from(command).then()).then(tagged.one(id, actor));
    }
}
