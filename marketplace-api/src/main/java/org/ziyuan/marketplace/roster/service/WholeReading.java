package org.ziyuan.marketplace.roster.service;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.roster.oneroster.OneRoster;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Reads all that a service says of one school as it is at one moment, or nothing of it. */
@Component
class WholeReading {

    /** Parents are asked for one by one, so many at once and so many altogether. */
    private static final int AT_ONCE = 4;

    private static final int MOST_PARENTS = 3_000;

    private final ServiceCalls calls;
    private final RosterServiceSettings settings;

    WholeReading(ServiceCalls calls, RosterServiceSettings settings) {
        this.calls = calls;
        this.settings = settings;
    }

    /** Refuses with {@code roster-service-changing}, {@code oneroster-school-missing}, and as {@link ServiceCalls#page}. */
    Mono<List<Collected>> of(Visit visit, Organization school) {
        return Mono.defer(() ->
                        all(visit, Part.SCHOOLS, "").flatMap(schools -> below(visit, schools, there(schools, school))))
                .retryWhen(Retry.max(settings.attempts() - 1L)
                        .filter(Collected.Changed.class::isInstance)
                        .onRetryExhaustedThrow((spec, signal) -> signal.failure()))
                .onErrorMap(
                        Collected.Changed.class,
                        changed -> Refusal.of(Refusal.Kind.UNAVAILABLE, "roster-service-changing")
                                .with("attempts", settings.attempts()));
    }

    private static String there(Collected schools, Organization school) {
        String found =
                OneRoster.school(schools.rows(), OneRoster.keys(school.code(), school.schoolCode()), school.name());
        return encoded(found);
    }

    /** One collection after the other, and then each once more: whether anything changed meanwhile. */
    private Mono<List<Collected>> below(Visit visit, Collected schools, String school) {
        return Flux.fromArray(Part.values())
                .filter(part -> part != Part.SCHOOLS && part.isList())
                .concatMap(part -> all(visit, part, school))
                .collectList()
                .delayUntil(read -> parents(visit, read).doOnNext(read::add))
                .delayUntil(read -> Flux.fromIterable(read)
                        .filter(one -> one.part().isList())
                        .concatMap(one -> list(
                                        visit,
                                        one.part().path(school)
                                                + "?limit=1&offset=0&sort=dateLastModified&orderBy=desc")
                                .doOnNext(one::unchanged)))
                .doOnNext(read -> read.add(0, schools));
    }

    /** Asks for the parents whom pupils name; for none where these are so many that a file is the better way. */
    private Mono<Collected> parents(Visit visit, List<Collected> read) {
        List<String> named = read.stream()
                .filter(one -> one.part() == Part.STUDENTS)
                .flatMap(pupils -> pupils.rows().stream())
                .flatMap(pupil ->
                        Stream.of(pupil.getOrDefault("agentSourcedIds", "").split(",")))
                .filter(id -> !id.isBlank())
                .distinct()
                .limit(MOST_PARENTS + 1L)
                .toList();
        Collected parents = new Collected(Part.PARENTS, MOST_PARENTS);
        return named.size() > MOST_PARENTS
                ? Mono.empty()
                : Flux.fromIterable(named)
                        .flatMapSequential(id -> calls.page(visit, Part.PARENTS.path(encoded(id))), AT_ONCE)
                        .doOnNext(parents::takeParent)
                        .then(Mono.just(parents));
    }

    private Mono<Answer> list(Visit visit, String address) {
        return calls.page(visit, address)
                .switchIfEmpty(Mono.error(() -> ServiceCalls.unreachable(visit.service(), "status 404")));
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Mono<Collected> all(Visit visit, Part part, String school) {
        Collected collected = new Collected(part, settings.mostRows());
        return Mono.defer(() -> list(
                        visit,
                        part.path(school) + "?limit=" + settings.page() + "&offset=" + collected.count()
                                + "&sort=sourcedId&orderBy=asc"))
                .map(answer -> collected.take(answer, settings.page()))
                .repeat(() -> !collected.isWhole())
                .then(Mono.just(collected));
    }
}
