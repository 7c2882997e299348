package org.ziyuan.marketplace.adjustment;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
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
import reactor.core.publisher.Mono;

/** Changes of the budget over HTTP. */
@RestController
@Tag(name = "预算调整 budget changes")
class BudgetChangeApi implements RoutePolicies {

    static final String CHANGES = "/api/v1/budget-changes";

    private final BudgetChanges changes;
    private final RequestBudgetChange request;
    private final DecideBudgetChange decide;
    private final Tagged<BudgetChange> tagged;

    BudgetChangeApi(BudgetChanges changes, RequestBudgetChange request, DecideBudgetChange decide, AsShown asShown) {
        this.changes = changes;
        this.request = request;
        this.decide = decide;
        // What is asked for never changes, only what became of it.
        this.tagged = asShown.tagged("change", changes::find, BudgetChange::state);
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, CHANGES, Readers.ofMoney()),
                roles(GET, CHANGES + "/{id}", Readers.ofMoney()),
                roles(POST, CHANGES, RequestBudgetChange.askers()),
                roles(POST, CHANGES + "/{id}/approve", Role.bureaus()),
                roles(POST, CHANGES + "/{id}/reject", Role.bureaus()),
                roles(POST, CHANGES + "/{id}/withdraw", RequestBudgetChange.askers()));
    }

    @GetMapping(CHANGES)
    @Operation(summary = "看得到的预算调整，新的在前 · the budget changes you may see, the newest first")
    Mono<Page<BudgetChange>> list(
            Actor actor, @RequestParam(required = false) BudgetChange.@Nullable State state, Sought sought) {
        return changes.list(actor, state, sought);
    }

    @GetMapping(CHANGES + "/{id}")
    @Operation(summary = "一项预算调整 · one budget change")
    Mono<ResponseEntity<BudgetChange>> one(@PathVariable UUID id, Actor actor) {
        return tagged.one(id, actor);
    }

    @PostMapping(CHANGES)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "申请调剂、追加或追减 · ask for a transfer, an addition or a cut")
    Mono<BudgetChange> ask(@Valid @RequestBody AskedChange wish, OperationId id, Actor actor) {
        return request.request(id.value(), wish.asWish(), actor);
    }

    @PostMapping(CHANGES + "/{id}/approve")
    @Operation(summary = "同意并记账 · agree; the money moves at once")
    Mono<ResponseEntity<BudgetChange>> approve(
            @PathVariable UUID id, @Valid @RequestBody DecisionNote note, IfMatch tag, Actor actor) {
        return tagged.changed(id, tag, actor, decide.approve(id, note.text(), actor));
    }

    @PostMapping(CHANGES + "/{id}/reject")
    @Operation(summary = "不同意，须写明理由 · do not agree, with a reason")
    Mono<ResponseEntity<BudgetChange>> reject(
            @PathVariable UUID id, @Valid @RequestBody DecisionNote note, IfMatch tag, Actor actor) {
        return tagged.changed(id, tag, actor, decide.reject(id, note.text(), actor));
    }

    @PostMapping(CHANGES + "/{id}/withdraw")
    @Operation(summary = "申请人撤回 · who asked takes it back")
    Mono<ResponseEntity<BudgetChange>> withdraw(@PathVariable UUID id, IfMatch tag, Actor actor) {
        return tagged.changed(id, tag, actor, decide.withdraw(id, actor));
    }
}
