package org.ziyuan.procurement.approval;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.signedIn;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.IfMatch;
import org.ziyuan.marketplace.form.Tagged;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.procurement.requisition.Requisition;
import org.ziyuan.procurement.requisition.RequisitionState;
import org.ziyuan.procurement.requisition.Requisitions;
import reactor.core.publisher.Mono;

/** The inbox over HTTP. */
@RestController
@Tag(name = "待办 inbox")
class InboxApi implements RoutePolicies {

    private final Inbox inbox;
    private final Decide decide;
    private final Tagged<Requisition> decided;

    InboxApi(Inbox inbox, Decide decide, Requisitions requisitions, AsShown asShown) {
        this.inbox = inbox;
        this.decide = decide;
        this.decided = asShown.tagged("requisition", requisitions::find, Requisition::version);
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                signedIn(GET, "/api/v1/inbox"),
                roles(POST, "/api/v1/inbox/{taskId}/decision", Role.ACCOUNTANT, Role.PRINCIPAL));
    }

    /** What is decided, and why; to reject needs a reason. */
    record Word(
            @NotNull Decision decision,
            @Nullable @Schema(maxLength = 500) String comment) {}

    @GetMapping("/api/v1/inbox")
    @Operation(summary = "等待我处理的事项 · what waits for my decision")
    Mono<Page<InboxItem>> list(Actor actor, Sought sought) {
        return inbox.of(actor, sought);
    }

    @PostMapping("/api/v1/inbox/{taskId}/decision")
    @Operation(summary = "同意或驳回 · approve or reject")
    Mono<Map<String, Object>> decide(
            @PathVariable UUID taskId, @Valid @RequestBody Word word, IfMatch tag, Actor actor) {
        String comment = word.comment() == null ? "" : word.comment();
        Mono<RequisitionState> decision = decide.decide(taskId, word.decision(), comment, actor);
        return (tag.any()
                        ? decision
                        : decide.requisitionOf(taskId, actor).flatMap(id -> decided.command(id, tag, actor, decision)))
                .map(state -> Map.of("taskId", taskId, "requisitionState", state));
    }
}
