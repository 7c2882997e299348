package org.ziyuan.marketplace.roster.service;

import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.intake.kept.BringIn;
import org.ziyuan.marketplace.intake.kept.Intake;
import org.ziyuan.marketplace.organization.Organizations;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Reads the roster of a school from its service and brings it in as an archive. So the difference, the guard against deleting
 * and the writing are those of every file.
 */
@Component
public class ReadRosterService {

    private static final String KIND = "roster";
    private static final String NAME = "OneRoster 1.2 · ";

    /** A reading holds a request for as long as the service takes; what everybody else does must not wait for it. */
    private static final int AT_ONCE = 2;

    private final RosterServices services;
    private final ServiceCalls calls;
    private final WholeReading reading;
    private final RosterServiceSettings settings;
    private final Organizations organizations;
    private final BringIn bringIn;
    private final Semaphore places = new Semaphore(AT_ONCE);

    ReadRosterService(
            RosterServices services,
            ServiceCalls calls,
            WholeReading reading,
            RosterServiceSettings settings,
            Organizations organizations,
            BringIn bringIn) {
        this.services = services;
        this.calls = calls;
        this.reading = reading;
        this.settings = settings;
        this.organizations = organizations;
        this.bringIn = bringIn;
    }

    /**
     * Reads everything and keeps what it would change; nothing else is written. The same id again is the same reading.
     *
     * @throws Refusal {@code roster-service-missing}, {@code -busy}, {@code -silent}, {@code -unreachable}, {@code -refused}, {@code
     *     -throttled}, {@code -malformed}; {@code -changing} when it changed at each attempt; {@code oneroster-school-missing};
     *     and what {@link BringIn#bringIn} refuses
     */
    public Mono<Intake> read(UUID id, Actor actor) {
        return services.nearest(actor)
                .switchIfEmpty(Mono.error(() -> Refusal.conflict("roster-service-missing")))
                .flatMap(service -> Mono.using(
                        this::place,
                        place -> bringIn.bringIn(
                                id, KIND, NAME + service.organizationName(), archive(service, actor), actor),
                        Semaphore::release));
    }

    private Semaphore place() {
        if (!places.tryAcquire()) {
            throw Refusal.of(Refusal.Kind.UNAVAILABLE, "roster-service-busy");
        }
        return places;
    }

    private Flux<DataBuffer> archive(RosterService service, Actor actor) {
        return Mono.zip(services.secret(service), organizations.findAny(actor.organizationId()))
                .flatMap(both -> reading.of(calls.visit(service, both.getT1()), both.getT2()))
                .timeout(settings.whole(), Mono.error(ServiceCalls::silent))
                .publishOn(Schedulers.boundedElastic())
                .map(Archived::of)
                .<DataBuffer>map(DefaultDataBufferFactory.sharedInstance::wrap)
                .flux();
    }
}
