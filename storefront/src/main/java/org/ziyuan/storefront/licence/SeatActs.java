package org.ziyuan.storefront.licence;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.idempotency.OperationId;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.licensing.AssignSeats;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** What a purchaser does to the seats of a licence; afterwards the licence's page says what came of it. */
@Controller
class SeatActs implements RoutePolicies {

    private final AssignSeats assignSeats;

    SeatActs(AssignSeats assignSeats) {
        this.assignSeats = assignSeats;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, "/licences/{id}/seats", AssignSeats.stewards()),
                roles(POST, "/licences/{id}/seats/{seat}/take-back", AssignSeats.stewards()));
    }

    /** The form carries a key of its own for each person: pressing twice seats once. */
    @PostMapping("/licences/{id}/seats")
    Mono<String> assign(@PathVariable UUID id, OperationId seat, Actor steward, Posted posted) {
        return posted.asShown("licence", id)
                .of(
                        () -> assignSeats.assign(id, posted.id("person"), seat.value(), steward),
                        "licence.page.said.assigned",
                        page(id));
    }

    @PostMapping("/licences/{id}/seats/{seat}/take-back")
    Mono<String> takeBack(@PathVariable UUID id, @PathVariable UUID seat, Actor steward, Posted posted) {
        return posted.asShown("licence", id)
                .of(() -> assignSeats.takeBack(id, seat, steward), "licence.page.said.takenBack", page(id));
    }

    private static String page(UUID licence) {
        return "/licences/" + licence + "#seats";
    }
}
