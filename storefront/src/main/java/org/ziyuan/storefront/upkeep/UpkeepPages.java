package org.ziyuan.storefront.upkeep;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.identity.Role.OPERATOR;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.upkeep.MessagesPutAside;
import org.ziyuan.marketplace.upkeep.TryMessageAgain;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Whether the platform runs as it should, and the news that waits for its operator. */
@Controller
class UpkeepPages implements RoutePolicies {

    private final HealthBoard board;
    private final MessagesPutAside messages;
    private final TryMessageAgain again;

    UpkeepPages(HealthBoard board, MessagesPutAside messages, TryMessageAgain again) {
        this.board = board;
        this.messages = messages;
        this.again = again;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/upkeep", OPERATOR),
                roles(GET, "/upkeep/messages", OPERATOR),
                roles(POST, "/upkeep/messages/again", OPERATOR));
    }

    @GetMapping("/upkeep")
    Mono<String> board(Model model) {
        return board.checks()
                .doOnNext(checks -> model.addAttribute("checks", checks))
                .thenReturn("upkeep/board");
    }

    @GetMapping("/upkeep/messages")
    Mono<String> messages(Sought sought, Model model) {
        model.addAttribute("sought", sought);
        return messages.list(sought)
                .doOnNext(page -> model.addAttribute("page", page))
                .thenReturn("upkeep/messages");
    }

    @PostMapping("/upkeep/messages/again")
    Mono<String> again(Actor operator, Posted posted) {
        return posted.of(
                () -> again.tryAgain(posted.text("consumer"), posted.id("message"), operator),
                "upkeep.said.again",
                "/upkeep/messages");
    }
}
