package org.ziyuan.marketplace.upkeep;

import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.upkeep.MessagesPutAside.PutAsideMessage;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;
import reactor.core.publisher.Mono;

/** What waits for the operator, over HTTP. */
@RestController
@Tag(name = "运行维护 upkeep")
class UpkeepApi {

    private static final String MESSAGES = "/api/v1/upkeep/messages";

    private final MessagesPutAside messages;
    private final TryMessageAgain again;
    private final Backlogs backlogs;

    UpkeepApi(MessagesPutAside messages, TryMessageAgain again, Backlogs backlogs) {
        this.messages = messages;
        this.again = again;
        this.backlogs = backlogs;
    }

    @Bean
    static RoutePolicies upkeepRoutes() {
        return () -> List.of(
                RoutePolicy.roles(HttpMethod.GET, "/api/v1/upkeep/backlogs", Role.OPERATOR),
                RoutePolicy.roles(HttpMethod.GET, MESSAGES, Role.OPERATOR),
                RoutePolicy.roles(HttpMethod.POST, MESSAGES + "/{id}/try-again", Role.OPERATOR));
    }

    /** Who did not take the message. */
    record Untaken(@NotBlank @Size(max = 60) String consumer) {}

    @GetMapping("/api/v1/upkeep/backlogs")
    Mono<Backlogs.Waiting> backlogs() {
        return backlogs.now();
    }

    @GetMapping(MESSAGES)
    Mono<Page<PutAsideMessage>> messages(Sought sought) {
        return messages.list(sought);
    }

    @PostMapping(MESSAGES + "/{id}/try-again")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> tryAgain(@PathVariable UUID id, @Valid @RequestBody Untaken by, Actor operator) {
        return again.tryAgain(by.consumer(), id, operator);
    }
}
