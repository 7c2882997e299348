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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.idempotency.OperationId;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Vendors' tools over HTTP. */
@RestController
@Tag(name = "应用 tools")
class ToolApi implements RoutePolicies {

    private static final String TOOLS = "/api/v1/tools";

    private final ToolRegistrations tools;
    private final WriteTool write;

    ToolApi(ToolRegistrations tools, WriteTool write) {
        this.tools = tools;
        this.write = write;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, TOOLS, Role.OPERATOR),
                roles(POST, TOOLS, Role.OPERATOR),
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

    @PutMapping("/api/v1/listings/{id}/tool")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> place(@PathVariable UUID id, @Valid @RequestBody Opening opening, Actor operator) {
        return write.place(opening.tool(), id, operator);
    }
}
