package org.ziyuan.marketplace.licensing.lti;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.anyone;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.signedIn;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Where a person presses 打开: the form in 我的资源 is sent here, with the listing's id. */
@Controller
class LaunchPages implements RoutePolicies {

    private static final CacheControl AN_HOUR = CacheControl.maxAge(java.time.Duration.ofHours(1));

    private final StartLaunch startLaunch;
    private final FollowLink links;
    private final Issuer issuer;

    LaunchPages(StartLaunch startLaunch, FollowLink links, Issuer issuer) {
        this.startLaunch = startLaunch;
        this.links = links;
        this.issuer = issuer;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(signedIn(POST, "/lti/launches"), anyone(GET, "/lti/launch.js"), anyone(GET, "/lti/launch.css"));
    }

    @PostMapping(path = "/lti/launches", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    Mono<ResponseEntity<String>> open(@ModelAttribute Wish wish, Actor actor, ServerWebExchange exchange) {
        UUID listing = wish.listing();
        if (listing == null) {
            return Mono.error(Refusal.malformed("field-missing").with("field", "listing"));
        }
        Mono<ResponseEntity<String>> byTool = Mono.defer(() -> startLaunch.start(listing, actor, issuer.of(exchange)))
                .map(initiation -> FormPost.to(
                        initiation.tool().initiateLoginUri(),
                        initiation.parameters(),
                        initiation.tool().name()));
        return links.open(listing, actor)
                .map(address -> address.isOurs()
                        ? ResponseEntity.status(HttpStatus.SEE_OTHER)
                                .location(address.link())
                                .<String>build()
                        : LinkPage.to(address.link(), address.title()))
                .switchIfEmpty(byTool);
    }

    @GetMapping("/lti/launch.js")
    ResponseEntity<Resource> script() {
        return asset("lti/launch.js", "text/javascript;charset=UTF-8");
    }

    @GetMapping("/lti/launch.css")
    ResponseEntity<Resource> style() {
        return asset("lti/launch.css", "text/css;charset=UTF-8");
    }

    private static ResponseEntity<Resource> asset(String path, String type) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type))
                .cacheControl(AN_HOUR)
                .body(new ClassPathResource(path));
    }

    /** @param listing what the person wants to open */
    record Wish(@Nullable UUID listing) {}
}
