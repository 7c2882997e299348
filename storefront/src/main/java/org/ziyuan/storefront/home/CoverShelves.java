package org.ziyuan.storefront.home;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.search.OwnShelf;
import org.ziyuan.catalog.search.Search;
import org.ziyuan.catalog.search.SearchPage;
import org.ziyuan.catalog.search.SearchRequest;
import org.ziyuan.catalog.search.Sort;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.licensing.LicencesInForce;
import org.ziyuan.storefront.home.CoverShelf.Cover;
import org.ziyuan.storefront.layout.Remembered;
import org.ziyuan.storefront.listing.TermsOfSchools;
import org.ziyuan.storefront.search.SearchLinks;
import reactor.core.publisher.Mono;

/** Fills the rows of covers on the first page by rules that their titles name. Nobody pays for a place. */
@Component
class CoverShelves {

    private static final int ON_A_SHELF = 6;
    private static final int MOST_KINDS_OF_SCHOOL = 64;

    private final Search search;
    private final LicencesInForce licences;
    private final TermsOfSchools schools;
    private final Clock clock;

    /** What the catalogue has, by the stages of the reader. */
    private final Remembered<Set<String>, List<CoverShelf>> offered =
            new Remembered<>(MOST_KINDS_OF_SCHOOL, Duration.ofSeconds(10));

    private final Remembered<Set<String>, List<Cover>> common =
            new Remembered<>(MOST_KINDS_OF_SCHOOL, Duration.ofMinutes(10));

    CoverShelves(Search search, LicencesInForce licences, TermsOfSchools schools, Clock clock) {
        this.search = search;
        this.licences = licences;
        this.schools = schools;
        this.clock = clock;
    }

    /** The rows of a guest: new listings, apps and free ones. */
    Mono<List<CoverShelf>> all() {
        return offered(Set.of());
    }

    /** For somebody of a school: what ends, what schools like it use, then what is offered for its stages. */
    Mono<List<CoverShelf>> of(Actor actor) {
        Mono<List<Cover>> ending = actor.isAnyOf(Role.PURCHASER, Role.TEACHER, Role.PRINCIPAL)
                ? licences.endingSoon(actor, ON_A_SHELF).map(Cover::ending).collectList()
                : Mono.just(List.of());
        Mono<List<CoverShelf>> rest = schools.ownShelf()
                .map(OwnShelf::stages)
                .flatMap(stages -> Mono.zip(
                        common(stages, actor),
                        offered(stages),
                        (most, offered) -> before(new CoverShelf("used", "", most), offered)));
        return Mono.zip(ending, rest, (soon, shelves) -> before(new CoverShelf("ending", "", soon), shelves));
    }

    /** An empty row is not shown. */
    private static List<CoverShelf> before(CoverShelf first, List<CoverShelf> others) {
        return Stream.concat(Stream.of(first), others.stream())
                .filter(shelf -> !shelf.covers().isEmpty())
                .toList();
    }

    private Mono<List<Cover>> common(Set<String> stages, Actor actor) {
        return stages.isEmpty()
                ? Mono.just(List.of())
                : common.of(
                        stages,
                        () -> licences.bySchoolsLike(actor, LocalDate.now(clock).getYear(), ON_A_SHELF)
                                .map(Cover::used)
                                .collectList());
    }

    private Mono<List<CoverShelf>> offered(Set<String> stages) {
        return offered.of(
                stages,
                () -> Mono.zip(newest(stages), found(Map.of(Dimension.KIND, Set.of("app")), Sort.TITLE), free(stages))
                        .map(three -> List.of(
                                        CoverShelf.of("new", SearchLinks.by(Sort.NEWEST, stages), three.getT1()),
                                        CoverShelf.of("apps", SearchLinks.only(Dimension.KIND, "app"), three.getT2()),
                                        CoverShelf.free(SearchLinks.by(Sort.PRICE, stages), three.getT3()))
                                .stream()
                                .filter(shelf -> !shelf.covers().isEmpty())
                                .toList()));
    }

    private Mono<SearchPage> newest(Set<String> stages) {
        return found(Map.of(Dimension.STAGE, stages), Sort.NEWEST);
    }

    /** The cheapest are those that cost nothing, if there are any. */
    private Mono<SearchPage> free(Set<String> stages) {
        return found(Map.of(Dimension.STAGE, stages), Sort.PRICE);
    }

    private Mono<SearchPage> found(Map<Dimension, Set<String>> chosen, Sort sort) {
        return search.find(new SearchRequest("", chosen, sort, 1, ON_A_SHELF));
    }
}
