package org.ziyuan.storefront.listing;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.CurrentActor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.licensing.LicencesInForce;
import org.ziyuan.marketplace.licensing.LicencesInForce.OfSchool;
import org.ziyuan.procurement.requisition.PupilsServed;
import reactor.core.publisher.Mono;

/** Finds out what listings mean to the school of the reader. */
@Component
public class TermsOfSchools {

    private final LicencesInForce licences;
    private final Clock clock;

    TermsOfSchools(LicencesInForce licences, Clock clock) {
        this.licences = licences;
        this.clock = clock;
    }

    /**
     * The terms of the school that is acting now; those of a stranger for guests, vendors and bureaus. Never empty.
     *
     * @param stages the stages of these listings; the whole school is counted as well
     */
    public Mono<SchoolTerms> of(Collection<UUID> listings, Collection<@Nullable String> stages) {
        return CurrentActor.find()
                .flatMap(actor -> licences.ofSchool(
                                listings, LocalDate.now(clock).getYear(), actor)
                        .map(school -> terms(school, actor, stages)))
                .defaultIfEmpty(SchoolTerms.STRANGER);
    }

    /** Pupils are counted as a requisition counts them, so that the price shown here is the price asked there. */
    private static SchoolTerms terms(OfSchool school, Actor actor, Collection<@Nullable String> stages) {
        Map<String, Integer> pupils = Stream.concat(
                        stages.stream().filter(Objects::nonNull), Stream.of(SchoolTerms.ANY_STAGE))
                .distinct()
                .collect(Collectors.toMap(stage -> stage, stage -> PupilsServed.of(school.census(), stage)));
        return new SchoolTerms(true, actor.isAnyOf(Role.PURCHASER, Role.TEACHER), pupils, school.licensed());
    }
}
