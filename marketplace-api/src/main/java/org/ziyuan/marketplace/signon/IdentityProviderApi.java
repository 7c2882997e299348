package org.ziyuan.marketplace.signon;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.IfMatch;
import org.ziyuan.marketplace.form.Tagged;
import org.ziyuan.marketplace.idempotency.OperationId;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.signon.provider.IdentityProvider;
import org.ziyuan.marketplace.signon.provider.IdentityProviders;
import org.ziyuan.marketplace.signon.provider.WriteIdentityProvider;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Identity providers over HTTP. Their secrets go in and never come out. */
@RestController
@Tag(name = "统一身份认证 identity providers")
class IdentityProviderApi implements RoutePolicies {

    private static final String PROVIDERS = "/api/v1/identity-providers";
    private static final String ONE = PROVIDERS + "/{id}";

    private final IdentityProviders providers;
    private final WriteIdentityProvider write;
    private final PreviewMapping preview;
    private final Tagged<IdentityProvider> tagged;

    IdentityProviderApi(
            IdentityProviders providers, WriteIdentityProvider write, PreviewMapping preview, AsShown asShown) {
        this.providers = providers;
        this.write = write;
        this.preview = preview;
        this.tagged = asShown.tagged("identity-provider", (id, actor) -> providers.find(id), IdentityProvider::version);
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, PROVIDERS, Role.OPERATOR),
                roles(POST, PROVIDERS, Role.OPERATOR),
                roles(GET, ONE, Role.OPERATOR),
                roles(PUT, ONE, Role.OPERATOR),
                roles(POST, ONE + "/preview", Role.OPERATOR));
    }

    /** What a provider says of somebody, an object in JSON. */
    record Claims(@NotNull @Schema(maxLength = 16_000) String claims) {}

    @GetMapping(PROVIDERS)
    @Operation(summary = "统一身份认证平台，最多二十个，不含密钥 · the identity providers, twenty at most, without their secrets")
    Mono<List<IdentityProvider>> list() {
        return providers.all().collectList();
    }

    @PostMapping(PROVIDERS)
    @Operation(summary = "接入一个平台 · add an identity provider")
    Mono<ResponseEntity<IdentityProvider>> add(
            @Valid @RequestBody WantedProvider wanted, OperationId operation, Actor operator) {
        return write.write(wanted.provider(operation.value(), 0), wanted.secret(), operator)
                .then(Mono.defer(() -> providers.find(operation.value())))
                .map(added -> ResponseEntity.created(URI.create(PROVIDERS + "/" + added.id()))
                        .eTag(tagged.tagOf(added))
                        .body(added));
    }

    @GetMapping(ONE)
    @Operation(summary = "一个平台，不含密钥 · one identity provider, without its secret")
    Mono<ResponseEntity<IdentityProvider>> one(@PathVariable UUID id, Actor operator) {
        return tagged.one(id, operator);
    }

    @PutMapping(ONE)
    @Operation(summary = "更改一个平台 · change an identity provider")
    Mono<ResponseEntity<IdentityProvider>> change(
            @PathVariable UUID id, @Valid @RequestBody WantedProvider wanted, IfMatch tag, Actor operator) {
        return tagged.command(
                        id,
                        tag,
                        operator,
                        seen -> write.write(wanted.provider(id, seen.version()), wanted.secret(), operator)
                                .then(Mono.defer(() -> providers.find(id))))
                .map(changed -> tagged.as(HttpStatus.OK, changed));
    }

    @PostMapping(ONE + "/preview")
    @Operation(summary = "试一试：这样的人会得到什么 · what a provider's words would make of somebody; writes nothing")
    Mono<PreviewMapping.Preview> preview(@PathVariable UUID id, @Valid @RequestBody Claims said) {
        return preview.of(id, said.claims());
    }
}
