package org.ziyuan.marketplace.roster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.outbox.Outbox;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tells licensing who enters, moves and leaves, by the ids of their rows and nothing else; seats will move on it. */
@Component
class RosterNews {

    static final String TYPE = "RosterChanged";

    private static final int AT_ONCE = 1_000;

    private final Outbox outbox;

    RosterNews(Outbox outbox) {
        this.outbox = outbox;
    }

    Mono<Void> tell(UUID cause, UUID school, List<UUID> entered, List<UUID> moved, List<UUID> left) {
        List<Mono<Void>> told = new ArrayList<>();
        told.addAll(portions("entered", cause, school, entered));
        told.addAll(portions("moved", cause, school, moved));
        told.addAll(portions("left", cause, school, left));
        return Flux.concat(told).then();
    }

    private List<Mono<Void>> portions(String what, UUID cause, UUID school, List<UUID> entries) {
        List<Mono<Void>> told = new ArrayList<>();
        for (int at = 0; at < entries.size(); at += AT_ONCE) {
            List<String> some = entries.subList(at, Math.min(at + AT_ONCE, entries.size())).stream()
                    .map(UUID::toString)
                    .toList();
            told.add(outbox.publish(
                    Ids.derived(TYPE, cause, what, at),
                    TYPE,
                    "roster",
                    school,
                    Map.of("schoolId", school.toString(), "causeId", cause.toString(), what, some)));
        }
        return told;
    }
}
