package org.ziyuan.marketplace.access.notice;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.access.notice.NoticedAttempts.SecurityNotice;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;
import reactor.core.publisher.Mono;

/** What looks like an attempt, for the operator. */
@RestController
@Tag(name = "安全提示 security notices")
class SecurityNoticeEndpoint {

    private final NoticedAttempts notices;

    SecurityNoticeEndpoint(NoticedAttempts notices) {
        this.notices = notices;
    }

    @Bean
    static RoutePolicies securityNoticeRoutes() {
        return () -> List.of(RoutePolicy.roles(HttpMethod.GET, "/api/v1/security-notices", Role.OPERATOR));
    }

    @GetMapping("/api/v1/security-notices")
    @Operation(summary = "安全提示，按小时合计，新的在前 · what looked like an attempt, by the hour, the latest first")
    Mono<Page<SecurityNotice>> list(Sought sought) {
        return notices.list(sought);
    }
}
