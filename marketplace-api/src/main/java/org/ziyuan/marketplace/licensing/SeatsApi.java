package org.ziyuan.marketplace.licensing;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.IfMatch;
import org.ziyuan.marketplace.form.Tagged;
import org.ziyuan.marketplace.idempotency.OperationId;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.licensing.SeatRoster.Candidate;
import org.ziyuan.marketplace.licensing.SeatRoster.Seated;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Handing out the seats of a licence over HTTP. */
@RestController
@RequestMapping("/api/v1/licences/{id}")
class SeatsApi implements RoutePolicies {

    private static final String LICENCE = "/api/v1/licences/{id}";

    private final AssignSeats assignSeats;
    private final SeatRoster roster;
    private final Tagged<HeldLicence> tagged;

    SeatsApi(AssignSeats assignSeats, SeatRoster roster, HeldLicences licences, AsShown asShown) {
        this.assignSeats = assignSeats;
        this.roster = roster;
        this.tagged = licences.tagged(asShown);
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                RoutePolicy.roles(HttpMethod.GET, LICENCE + "/seats", AssignSeats.stewards()),
                RoutePolicy.roles(HttpMethod.GET, LICENCE + "/candidates", AssignSeats.stewards()),
                RoutePolicy.roles(HttpMethod.POST, LICENCE + "/assignments", AssignSeats.stewards()),
                RoutePolicy.roles(HttpMethod.DELETE, LICENCE + "/assignments/{seat}", AssignSeats.stewards()));
    }

    @GetMapping("/seats")
    Mono<Page<Seated>> seated(@PathVariable UUID id, Actor steward, Sought sought) {
        return roster.seated(id, sought, steward);
    }

    @GetMapping("/candidates")
    Mono<Candidates> candidates(@PathVariable UUID id, Actor steward, @RequestParam(defaultValue = "") String q) {
        return roster.unseated(id, q, steward).collectList().map(Candidates::new);
    }

    @PostMapping("/assignments")
    Mono<Seat> assign(
            @PathVariable UUID id,
            @Valid @RequestBody Assignment wanted,
            OperationId operation,
            IfMatch tag,
            Actor steward) {
        return tagged.command(id, tag, steward, assignSeats.assign(id, wanted.personId(), operation.value(), steward));
    }

    @DeleteMapping("/assignments/{seat}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> takeBack(@PathVariable UUID id, @PathVariable UUID seat, IfMatch tag, Actor steward) {
        return tagged.command(id, tag, steward, assignSeats.takeBack(id, seat, steward));
    }

    record Candidates(List<Candidate> items) {}

    /** @param personId who gets the seat */
    record Assignment(@NotNull UUID personId) {}
}
