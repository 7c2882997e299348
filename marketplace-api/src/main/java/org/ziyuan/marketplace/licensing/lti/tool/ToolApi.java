package org.ziyuan.marketplace.licensing.lti.tool;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.digest.Sha256;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.IfMatch;
import org.ziyuan.marketplace.form.Tagged;
import org.ziyuan.marketplace.idempotency.OperationId;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.licensing.lti.tool.VendorTool.Tried;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.Reason;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Vendors' tools over HTTP. */
@RestController
@Tag(name = "应用 tools")
class ToolApi implements RoutePolicies {

    private static final String TOOLS = "/api/v1/tools";
    private static final String PROPOSED = "/api/v1/vendor-tools";
    private static final String ONE = "/{id}";

    private final ToolRegistrations tools;
    private final WriteTool write;
    private final VendorTools proposed;
    private final ProposeTool propose;
    private final DecideTool decide;
    private final AsShown asShown;
    private final Tagged<Tried> tagged;

    ToolApi(
            ToolRegistrations tools,
            WriteTool write,
            VendorTools proposed,
            ProposeTool propose,
            DecideTool decide,
            AsShown asShown) {
        this.tools = tools;
        this.write = write;
        this.proposed = proposed;
        this.propose = propose;
        this.decide = decide;
        this.asShown = asShown;
        this.tagged = asShown.tagged("tool", proposed::find, tried -> Sha256.hex(tried.toString()));
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, TOOLS, Role.OPERATOR),
                roles(POST, TOOLS, Role.OPERATOR),
                roles(GET, PROPOSED, Role.OPERATOR, Role.VENDOR_MANAGER),
                roles(POST, PROPOSED, Role.VENDOR_MANAGER),
                roles(GET, PROPOSED + ONE, Role.OPERATOR, Role.VENDOR_MANAGER),
                roles(PUT, PROPOSED + ONE, Role.VENDOR_MANAGER),
                roles(POST, PROPOSED + ONE + "/approve", Role.OPERATOR),
                roles(POST, PROPOSED + ONE + "/return", Role.OPERATOR),
                roles(PUT, "/api/v1/listings/{id}/opening/tool", Role.VENDOR_MANAGER),
                roles(PUT, "/api/v1/listings/{id}/tool", Role.OPERATOR));
    }

    /** A tool to be registered; addresses are https, those to come back to a line each. */
    record NewTool(
            @NotNull @Schema(minLength = 2, maxLength = 60) String name,
            @NotBlank @Size(max = 500) String initiateLoginUri,
            @NotBlank @Size(max = 2_600) String redirectUris,
            @NotBlank @Size(max = 500) String targetLinkUri,
            @NotBlank @Size(max = 500) String jwksUrl,
            @NotNull PrivacyLevel privacy) {

        ToolSheet sheet() {
            return new ToolSheet(name, initiateLoginUri, redirectUris, targetLinkUri, jwksUrl, privacy);
        }
    }

    /** The client id of the tool that opens a listing; empty for none. */
    record Opening(@NotNull @Size(max = 255) String tool) {}

    @GetMapping(TOOLS)
    Mono<Page<ListedTool>> list(Sought sought) {
        return tools.list(sought);
    }

    @PostMapping(TOOLS)
    Mono<ToolRegistration> register(@Valid @RequestBody NewTool tool, OperationId operation, Actor operator) {
        return write.register(operation.value(), tool.sheet(), operator);
    }

    @GetMapping(PROPOSED)
    Mono<Page<VendorTool>> proposed(Sought sought, Actor actor) {
        return proposed.list(sought, actor);
    }

    @PostMapping(PROPOSED)
    Mono<ResponseEntity<Tried>> propose(@Valid @RequestBody NewTool tool, OperationId operation, Actor vendor) {
        return propose.register(operation.value(), tool.sheet(), vendor)
                .then(Mono.defer(() -> tagged.one(operation.value(), vendor)));
    }

    @GetMapping(PROPOSED + ONE)
    Mono<ResponseEntity<Tried>> one(@PathVariable UUID id, Actor actor) {
        return tagged.one(id, actor);
    }

    @PutMapping(PROPOSED + ONE)
    Mono<ResponseEntity<Tried>> correct(
            @PathVariable UUID id, @Valid @RequestBody NewTool tool, IfMatch tag, Actor vendor) {
        return changed(id, tag, vendor, propose.correct(id, tool.sheet(), vendor));
    }

    @PostMapping(PROPOSED + ONE + "/approve")
    Mono<ResponseEntity<Tried>> approve(@PathVariable UUID id, IfMatch tag, Actor operator) {
        return changed(id, tag, operator, decide.approve(id, operator));
    }

    @PostMapping(PROPOSED + ONE + "/return")
    Mono<ResponseEntity<Tried>> giveBack(
            @PathVariable UUID id, @Valid @RequestBody Reason reason, IfMatch tag, Actor operator) {
        return changed(id, tag, operator, decide.giveBack(id, reason.reason(), operator));
    }

    private Mono<ResponseEntity<Tried>> changed(UUID id, IfMatch tag, Actor actor, Mono<Void> act) {
        return tagged.command(id, tag, actor, act).then(Mono.defer(() -> tagged.one(id, actor)));
    }

    /** The id of the vendor's own tool that is to open a listing. */
    record OwnOpening(@NotNull UUID tool) {}

    @PutMapping("/api/v1/listings/{id}/opening/tool")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> open(
            @PathVariable UUID id,
            @Valid @RequestBody OwnOpening opening,
            OperationId operation,
            IfMatch tag,
            Actor vendor) {
        return asShown.ifMatch("listing-draft", id, tag, propose.open(id, operation.value(), opening.tool(), vendor));
    }

    @PutMapping("/api/v1/listings/{id}/tool")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> place(@PathVariable UUID id, @Valid @RequestBody Opening opening, Actor operator) {
        return write.place(opening.tool(), id, operator);
    }
}
