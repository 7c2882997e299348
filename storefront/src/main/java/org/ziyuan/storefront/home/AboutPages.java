package org.ziyuan.storefront.home;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.anyone;

import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.ziyuan.marketplace.setting.PlatformSetting;
import org.ziyuan.marketplace.setting.PlatformSettings;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** What anybody may read about the market itself: how it is used, what it is, what it keeps of people, whom to ask. */
@Controller
class AboutPages implements RoutePolicies {

    private final PlatformSettings settings;

    AboutPages(PlatformSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(anyone(GET, "/help"), anyone(GET, "/about"), anyone(GET, "/privacy"), anyone(GET, "/contact"));
    }

    @GetMapping("/help")
    String help(Model model) {
        return shown("help", List.of("find", "need", "buy", "approve", "use", "trouble"), model);
    }

    @GetMapping("/about")
    String about(Model model) {
        return shown("about", List.of("what", "who", "rules", "ranking"), model);
    }

    @GetMapping("/privacy")
    String privacy(Model model) {
        return shown("privacy", List.of("kept", "pupils", "search", "cookies", "rights"), model);
    }

    /** The operator's own words, where he wrote some. */
    @GetMapping("/contact")
    Mono<String> contact(Model model) {
        return settings.now(PlatformSetting.CONTACT)
                .doOnNext(words -> model.addAttribute("contact", words))
                .thenReturn(shown("contact", List.of("school", "vendor", "complaint"), model));
    }

    private static String shown(String about, List<String> sections, Model model) {
        model.addAttribute("about", about);
        model.addAttribute("sections", sections);
        return "home/about";
    }
}
