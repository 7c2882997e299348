package org.ziyuan.storefront.people;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.anyone;

import java.util.List;
import java.util.Map;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.access.source.SourceAddress;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.people.ForgottenPassword;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Where somebody who has forgotten his password asks for a link to a new one, or reads who can let him choose one. */
@Controller
class ForgottenPages implements RoutePolicies {

    private static final String PAGE = "/sign-in/forgotten";

    private final ForgottenPassword forgotten;

    ForgottenPages(ForgottenPassword forgotten) {
        this.forgotten = forgotten;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(anyone(GET, PAGE), anyone(POST, PAGE));
    }

    @GetMapping(PAGE)
    String page(Model model) {
        model.addAttribute("mailed", forgotten.isPossible());
        return "people/forgotten";
    }

    @PostMapping(PAGE)
    Mono<String> ask(Posted posted, ServerHttpRequest request) {
        return posted.keeping(Map.of("password-asked-too-often", "login"))
                .of(() -> forgotten.ask(posted.text("login"), SourceAddress.of(request)), "forgotten.said", PAGE);
    }
}
