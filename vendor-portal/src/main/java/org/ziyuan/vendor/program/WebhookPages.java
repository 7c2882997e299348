package org.ziyuan.vendor.program;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.webhook.SentNews;
import org.ziyuan.marketplace.webhook.WebhookTopic;
import org.ziyuan.marketplace.webhook.Webhooks;
import org.ziyuan.marketplace.webhook.WriteWebhook;
import reactor.core.publisher.Mono;

/** The addresses to which a vendor's news is sent, and what became of it. */
@Controller
class WebhookPages implements RoutePolicies {

    private static final String WEBHOOKS = "/vendor/webhooks";
    private static final String ONE = WEBHOOKS + "/{id}";

    private final Webhooks webhooks;
    private final WriteWebhook write;
    private final SentNews news;

    WebhookPages(Webhooks webhooks, WriteWebhook write, SentNews news) {
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
                roles(POST, ONE + "/deliveries/{delivery}/again", Role.VENDOR_MANAGER));
    }

    @GetMapping(WEBHOOKS)
    Mono<String> list(Sought sought, Model model, Actor vendor) {
        model.addAttribute("sought", sought);
        model.addAttribute("operation", Ids.next());
        model.addAttribute("topics", WebhookTopic.values());
        return webhooks.list(sought, vendor)
                .doOnNext(page -> model.addAttribute("page", page))
                .thenReturn("vendor/webhooks");
    }

    @PostMapping(WEBHOOKS)
    Mono<String> add(Actor vendor, Posted posted) {
        return posted.keeping(Map.of())
                .of(
                        () -> write.add(
                                posted.id("operation"),
                                posted.text("url").strip(),
                                posted.form().getOrDefault("topics", List.of()),
                                vendor),
                        "vendor.webhook.said.added",
                        WEBHOOKS);
    }

    @GetMapping(ONE)
    Mono<String> one(@PathVariable UUID id, Sought sought, Model model, Actor vendor) {
        model.addAttribute("sought", sought);
        return AskedTogether.of(
                webhooks.find(id, vendor)
                        .doOnNext(found -> model.addAttribute("webhook", found))
                        .thenReturn("vendor/webhook"),
                webhooks.sent(id, sought, vendor).doOnNext(page -> model.addAttribute("page", page)));
    }

    /** Answers the page itself and no redirect: the secret can be read nowhere again. */
    @PostMapping(ONE + "/slip")
    Mono<String> draw(@PathVariable UUID id, Model model, Actor vendor, Posted posted) {
        return posted.leadingTo(
                () -> write.draw(id, vendor)
                        .doOnNext(drawn -> model.addAttribute("drawn", drawn))
                        .thenReturn("vendor/webhook-secret"),
                WEBHOOKS);
    }

    @PostMapping(ONE + "/end")
    Mono<String> end(@PathVariable UUID id, Actor vendor, Posted posted) {
        return posted.of(() -> write.end(id, vendor), "vendor.webhook.said.ended", WEBHOOKS);
    }

    @PostMapping(ONE + "/ping")
    Mono<String> ping(@PathVariable UUID id, Actor vendor, Posted posted) {
        return posted.of(() -> news.ping(id, vendor), "vendor.webhook.said.pinged", WEBHOOKS + "/" + id);
    }

    @PostMapping(ONE + "/deliveries/{delivery}/again")
    Mono<String> again(@PathVariable UUID id, @PathVariable UUID delivery, Actor vendor, Posted posted) {
        return posted.of(() -> news.again(id, delivery, vendor), "vendor.webhook.said.again", WEBHOOKS + "/" + id);
    }
}
