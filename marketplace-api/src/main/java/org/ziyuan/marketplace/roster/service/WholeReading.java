package org.ziyuan.marketplace.roster.service;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
        return URLEncoder.encode(found, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** One collection after the other, and then each once more: whether anything changed meanwhile. */
    private Mono<List<Collected>> below(Visit visit, Collected schools, String school) {
        return Flux.fromArray(Part.values())
                .filter(part -> part != Part.SCHOOLS)
                .concatMap(part -> all(visit, part, school))
                .collectList()
                .delayUntil(read -> Flux.fromIterable(read)
                        .concatMap(one -> calls.page(
                                        visit,
                                        one.part().path(school)
                                                + "?limit=1&offset=0&sort=dateLastModified&orderBy=desc")
                                .doOnNext(one::unchanged)))
                .doOnNext(read -> read.add(0, schools));
    }

    private Mono<Collected> all(Visit visit, Part part, String school) {
        Collected collected = new Collected(part, settings.mostRows());
        return Mono.defer(() -> calls.page(
                        visit,
                        part.path(school) + "?limit=" + settings.page() + "&offset=" + collected.count()
                                + "&sort=sourcedId&orderBy=asc"))
                .map(answer -> collected.take(answer, settings.page()))
                .repeat(() -> !collected.isWhole())
                .then(Mono.just(collected));
    }
}
