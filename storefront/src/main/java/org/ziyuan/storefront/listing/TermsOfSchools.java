package org.ziyuan.storefront.listing;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.CurrentActor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.licensing.LicencesInForce;
import org.ziyuan.marketplace.organization.Organizations;
import org.ziyuan.procurement.requisition.PupilsServed;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds out what listings mean to the school of the reader. */
@Component
public class TermsOfSchools {

    private static final int COUNTED_AT_ONCE = 4;

    private final LicencesInForce licences;
    private final Organizations organizations;
    private final PupilsServed pupilsServed;

    TermsOfSchools(LicencesInForce licences, Organizations organizations, PupilsServed pupilsServed) {
        this.licences = licences;
        this.organizations = organizations;
        this.pupilsServed = pupilsServed;
    }

    /**
     * The terms of the school that is acting now; those of a stranger for guests, vendors and bureaus. Never empty.
     *
     * @param stages the stages of these listings; the whole school is counted as well
     */
    public Mono<SchoolTerms> of(Collection<UUID> listings, Collection<@Nullable String> stages) {
        return CurrentActor.find()
                .filterWhen(actor -> organizations
                        .findAny(actor.organizationId())
                        .map(organization -> organization.kind().equals("school")))
                .flatMap(actor -> Mono.zip(pupils(actor, stages), licences.among(listings, actor))
                        .map(both -> new SchoolTerms(
                                true, actor.isAnyOf(Role.PURCHASER, Role.TEACHER), both.getT1(), both.getT2())))
                .defaultIfEmpty(SchoolTerms.STRANGER);
    }

    /** Counted as a requisition counts, so that the price shown here is the price asked there. */
    private Mono<Map<String, Integer>> pupils(Actor school, Collection<@Nullable String> stages) {
        Set<String> wanted = stages.stream().filter(Objects::nonNull).collect(Collectors.toSet());
        wanted.add(SchoolTerms.ANY_STAGE);
        return Flux.fromIterable(wanted)
                .flatMap(
                        stage ->
                                pupilsServed.by(school.organizationId(), stage).map(pupils -> Map.entry(stage, pupils)),
                        COUNTED_AT_ONCE)
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
