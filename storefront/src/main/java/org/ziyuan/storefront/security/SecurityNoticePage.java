package org.ziyuan.storefront.security;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.ziyuan.marketplace.vigilance.SecurityNotices;
import reactor.core.publisher.Mono;

/** What looks like an attempt to get in, as the operator reads it. */
@Controller
class SecurityNoticePage {

    private final SecurityNotices notices;

    SecurityNoticePage(SecurityNotices notices) {
        this.notices = notices;
    }

    @GetMapping("/security-notices")
    Mono<String> latest(Model model) {
        return notices.latest()
                .collectList()
                .doOnNext(latest -> model.addAttribute("notices", latest))
                .thenReturn("security/notices");
    }
}
