package org.ziyuan.storefront.security;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.ziyuan.marketplace.access.notice.NoticedAttempts;
import org.ziyuan.marketplace.paging.Sought;
import reactor.core.publisher.Mono;

/** What looks like an attempt to get in, as the operator reads it. */
@Controller
class SecurityNoticePage {

    private final NoticedAttempts notices;

    SecurityNoticePage(NoticedAttempts notices) {
        this.notices = notices;
    }

    @GetMapping("/security-notices")
    Mono<String> list(Sought sought, Model model) {
        model.addAttribute("sought", sought);
        return notices.list(sought)
                .doOnNext(page -> model.addAttribute("page", page))
                .thenReturn("security/notices");
    }
}
