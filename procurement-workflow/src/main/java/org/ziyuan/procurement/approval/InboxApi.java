package org.ziyuan.procurement.approval;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.procurement.requisition.RequisitionState;
import org.ziyuan.procurement.requisition.Requisitions;
import reactor.core.publisher.Mono;

/** The inbox over HTTP. */
@RestController
@Tag(name = "待办 inbox")
class InboxApi {

    private final Inbox inbox;
    private final Decide decide;
    private final Requisitions requisitions;
    private final AsShown asShown;

    InboxApi(Inbox inbox, Decide decide, Requisitions requisitions, AsShown asShown) {
        this.inbox = inbox;
        this.decide = decide;
        this.requisitions = requisitions;
        this.asShown = asShown;
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
            @PathVariable UUID taskId,
            @Valid @RequestBody Word word,
            @RequestHeader(name = "If-Match", required = false) @Nullable String tag,
            Actor actor) {
        String comment = word.comment() == null ? "" : word.comment();
        Mono<RequisitionState> decision = decide.decide(taskId, word.decision(), comment, actor);
        return decide.requisitionOf(taskId, actor)
                .flatMap(id -> asShown.ifMatch("requisition", id, tag, version(id, actor), decision))
                .map(state -> Map.of("taskId", taskId, "requisitionState", state));
    }

    /** The entity tag of the requisition that is decided on, as its own address answers it. */
    private Mono<String> version(UUID requisition, Actor actor) {
        return requisitions.find(requisition, actor).map(found -> "\"" + found.version() + "\"");
    }
}
