package org.ziyuan.storefront.listing;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.ziyuan.catalog.search.OwnShelf;
import org.ziyuan.marketplace.adoption.AdoptedEditions;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.CurrentActor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.licensing.LicencesInForce;
import org.ziyuan.marketplace.licensing.LicencesInForce.OfSchool;
import org.ziyuan.procurement.choosing.PupilCount;
import org.ziyuan.storefront.layout.Remembered;
import reactor.core.publisher.Mono;

/** Finds out what listings mean to the school of the reader. */
@Component
public class TermsOfSchools {

    private static final int MOST_SCHOOLS = 2_000;

    private final LicencesInForce licences;
    private final AdoptedEditions editions;
    private final Remembered<UUID, OwnShelf> shelves = new Remembered<>(MOST_SCHOOLS, Duration.ofMinutes(10));
    private final Clock clock;

    TermsOfSchools(LicencesInForce licences, AdoptedEditions editions, Clock clock) {
        this.editions = editions;
        this.licences = licences;
        this.clock = clock;
    }

    /**
     * The terms of the school that is acting now; those of a stranger for guests, vendors and bureaus. Never empty.
     * Pupils are counted as the form of a requisition counts them, so that the price shown here is the price asked there.
     */
    public Mono<SchoolTerms> of(Collection<UUID> listings) {
        return CurrentActor.find()
                .flatMap(actor -> licences.ofSchool(
                                listings, LocalDate.now(clock).getYear(), actor)
                        .map(school -> terms(school, actor)))
                .defaultIfEmpty(SchoolTerms.STRANGER);
    }

    /** What the reader's school looks for first: its stages, and the editions of its region. Never empty. */
    public Mono<OwnShelf> ownShelf() {
        return CurrentActor.find()
                .flatMap(actor -> shelves.of(actor.organizationId(), () -> shelfOf(actor)))
                .defaultIfEmpty(OwnShelf.NONE);
    }

    private Mono<OwnShelf> shelfOf(Actor actor) {
        Mono<Set<String>> stages = licences.ofSchool(
                        List.of(), LocalDate.now(clock).getYear(), actor)
                .map(school -> PupilCount.of(school.census()).stages())
                .defaultIfEmpty(Set.of());
        Mono<Set<String>> taken = editions.of(actor).map(TermsOfSchools::works);
        return Mono.zip(stages, taken, OwnShelf::new);
    }

    private static Set<String> works(Set<AdoptedEditions.Taken> editions) {
        return editions.stream()
                .map(one -> OwnShelf.work(one.stage(), one.subject(), one.edition()))
                .collect(Collectors.toSet());
    }

    private static SchoolTerms terms(OfSchool school, Actor actor) {
        return new SchoolTerms(
                true, actor.isAnyOf(Role.PURCHASER, Role.TEACHER), PupilCount.of(school.census()), school.licensed());
    }
}
