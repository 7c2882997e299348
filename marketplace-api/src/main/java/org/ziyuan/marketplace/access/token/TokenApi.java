package org.ziyuan.marketplace.access.token;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.idempotency.OperationId;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Tokens over HTTP, for somebody with a session: no token makes another. */
@RestController
@Tag(name = "接口令牌 API tokens")
class TokenApi implements RoutePolicies {

    private static final String TOKENS = "/api/v1/api-tokens";
    private static final String ONE = TOKENS + "/{id}";

    private final ApiTokens tokens;
    private final MakeToken make;

    TokenApi(ApiTokens tokens, MakeToken make) {
        this.tokens = tokens;
        this.make = make;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, TOKENS, TokenDoor.OF),
                roles(POST, TOKENS, TokenDoor.OF),
                roles(GET, ONE, TokenDoor.OF),
                roles(POST, ONE + "/slip", TokenDoor.OF),
                roles(POST, ONE + "/revoke", TokenDoor.OF));
    }

    /** A token to be made, with what it is good for and its last day. */
    record Wanted(
            @NotNull @Schema(minLength = 2, maxLength = 60) String name,
            @NotNull @Size(max = 8) List<@NotNull @Size(max = 40) String> scopes,
            @NotNull LocalDate goodUntil) {}

    @GetMapping(TOKENS)
    @Operation(summary = "本单位的接口令牌 · the tokens of one's organization")
    Mono<Page<ApiToken>> list(Sought sought, Actor actor) {
        return tokens.list(sought, actor);
    }

    @PostMapping(TOKENS)
    @Operation(summary = "新建接口令牌；令牌本身另取 · make a token; what it says is drawn apart")
    Mono<ResponseEntity<ApiToken>> make(@Valid @RequestBody Wanted wanted, OperationId operation, Actor actor) {
        UUID id = operation.value();
        return make.make(id, new NewToken(wanted.name(), wanted.scopes(), wanted.goodUntil()), actor)
                .then(Mono.defer(() -> tokens.find(id, actor)))
                .map(token ->
                        ResponseEntity.created(URI.create(TOKENS + "/" + id)).body(token));
    }

    @GetMapping(ONE)
    @Operation(summary = "一个接口令牌 · one token")
    Mono<ApiToken> one(@PathVariable UUID id, Actor actor) {
        return tokens.find(id, actor);
    }

    @PostMapping(ONE + "/slip")
    @Operation(summary = "取令牌，只显示这一次，先前取的作废 · draw what it says; what it said before is worthless")
    Mono<MakeToken.Drawn> draw(@PathVariable UUID id, Actor actor) {
        return make.draw(id, actor);
    }

    @PostMapping(ONE + "/revoke")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "撤销令牌 · take a token back")
    Mono<Void> revoke(@PathVariable UUID id, Actor actor) {
        return make.revoke(id, actor);
    }
}
