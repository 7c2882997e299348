package org.ziyuan.storefront.upkeep;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.identity.Role.OPERATOR;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Outcome;
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
    private final Outcome outcome;

    UpkeepPages(HealthBoard board, MessagesPutAside messages, TryMessageAgain again, Outcome outcome) {
        this.board = board;
        this.messages = messages;
        this.again = again;
        this.outcome = outcome;
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
    Mono<String> again(Actor operator, WebSession session, Locale locale, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> outcome.of(
                        Mono.defer(() ->
                                again.tryAgain(Fields.text(form, "consumer"), Fields.id(form, "message"), operator)),
                        "upkeep.said.again",
                        "/upkeep/messages",
                        session,
                        locale));
    }
}
