package org.ziyuan.storefront.security;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.ziyuan.marketplace.access.notice.NoticedAttempts;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** What looks like an attempt to get in, as the operator reads it. */
@Controller
class SecurityNoticePage implements RoutePolicies {

    private final NoticedAttempts notices;

    SecurityNoticePage(NoticedAttempts notices) {
        this.notices = notices;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, "/security-notices", Role.OPERATOR));
    }

    @GetMapping("/security-notices")
    Mono<String> list(Sought sought, Model model) {
        model.addAttribute("sought", sought);
        return notices.list(sought)
                .doOnNext(page -> model.addAttribute("page", page))
                .thenReturn("security/notices");
    }
}
