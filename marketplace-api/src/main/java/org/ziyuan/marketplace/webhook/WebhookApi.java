package org.ziyuan.marketplace.webhook;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
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
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Webhooks over HTTP. */
@RestController
@Tag(name = "事件通知 webhooks")
class WebhookApi implements RoutePolicies {

    private static final String WEBHOOKS = "/api/v1/webhooks";
    private static final String ONE = WEBHOOKS + "/{id}";
    private static final String SENT = ONE + "/deliveries";

    private final Webhooks webhooks;
    private final WriteWebhook write;
    private final SentNews news;

    WebhookApi(Webhooks webhooks, WriteWebhook write, SentNews news) {
        this.webhooks = webhooks;
        this.write = write;
        this.news = news;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, WEBHOOKS, Role.VENDOR_MANAGER),
                roles(POST, WEBHOOKS, Role.VENDOR_MANAGER),
                roles(GET, ONE, Role.VENDOR_MANAGER),
                roles(POST, ONE + "/slip", Role.VENDOR_MANAGER),
                roles(POST, ONE + "/end", Role.VENDOR_MANAGER),
                roles(POST, ONE + "/ping", Role.VENDOR_MANAGER),
                roles(GET, SENT, Role.VENDOR_MANAGER),
                roles(POST, SENT + "/{delivery}/again", Role.VENDOR_MANAGER));
    }

    /** An address, and what it wants to hear of. */
    record Wanted(
            @NotNull @Size(max = 300) String url,
            @NotNull @Size(max = 8) List<@NotNull @Size(max = 40) String> topics) {}

    @GetMapping(WEBHOOKS)
    @Operation(summary = "本单位的事件通知地址 · the addresses of one's organization")
    Mono<Page<Webhook>> list(Sought sought, Actor actor) {
        return webhooks.list(sought, actor);
    }

    @PostMapping(WEBHOOKS)
    @Operation(summary = "登记一个通知地址；签名密钥另取 · enter an address; its secret is drawn apart")
    Mono<ResponseEntity<Webhook>> add(@Valid @RequestBody Wanted wanted, OperationId operation, Actor actor) {
        UUID id = operation.value();
        return write.add(id, wanted.url(), wanted.topics(), actor)
                .then(Mono.defer(() -> webhooks.find(id, actor)))
                .map(found ->
                        ResponseEntity.created(URI.create(WEBHOOKS + "/" + id)).body(found));
    }

    @GetMapping(ONE)
    @Operation(summary = "一个通知地址 · one address")
    Mono<Webhook> one(@PathVariable UUID id, Actor actor) {
        return webhooks.find(id, actor);
    }

    @PostMapping(ONE + "/slip")
    @Operation(summary = "取签名密钥，只显示这一次 · draw the secret that signs, shown this once")
    Mono<WriteWebhook.Drawn> draw(@PathVariable UUID id, Actor actor) {
        return write.draw(id, actor);
    }

    @PostMapping(ONE + "/end")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "停用 · send nothing more there")
    Mono<Void> end(@PathVariable UUID id, Actor actor) {
        return write.end(id, actor);
    }

    @PostMapping(ONE + "/ping")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "发一条试验通知 · send a word to see that it arrives")
    Mono<Void> ping(@PathVariable UUID id, Actor actor) {
        return news.ping(id, actor);
    }

    @GetMapping(SENT)
    @Operation(summary = "最近一个月发过和等着发的 · what was sent in a month, and what waits")
    Mono<Page<WebhookDelivery>> sent(@PathVariable UUID id, Sought sought, Actor actor) {
        return webhooks.find(id, actor).then(Mono.defer(() -> webhooks.sent(id, sought, actor)));
    }

    @PostMapping(SENT + "/{delivery}/again")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "再发一次 · send it once more")
    Mono<Void> again(@PathVariable UUID id, @PathVariable UUID delivery, Actor actor) {
        return news.again(id, delivery, actor);
    }
}
