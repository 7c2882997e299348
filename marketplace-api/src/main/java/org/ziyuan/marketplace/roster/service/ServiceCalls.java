package org.ziyuan.marketplace.roster.service;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.ziyuan.marketplace.outgoing.OutgoingCalls;
import org.ziyuan.marketplace.outgoing.OutgoingCalls.Bounds;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** Asks services of rosters: with a token, within a time, and no faster than they wish. What they say goes into no log. */
@Component
class ServiceCalls {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceCalls.class);
    private static final int LARGEST_ANSWER = 8 * 1024 * 1024;
    private static final int AT_ONCE = 8;
    private static final int WAITING = 32;
    private static final int MOST_PAUSES = 10;
    private static final String SCOPES = "https://purl.imsglobal.org/spec/or/v1p2/scope/roster-core.readonly"
            + " https://purl.imsglobal.org/spec/or/v1p2/scope/roster.readonly";

    private final RosterServiceSettings settings;
    private final Clock clock;
    private final WebClient client;

    ServiceCalls(RosterServiceSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.client = OutgoingCalls.client(
                "roster-services",
                new Bounds(settings.patience(), settings.inside(), LARGEST_ANSWER, AT_ONCE, WAITING));
    }

    Visit visit(RosterService service, String secret) {
        return new Visit(service, token(service, secret), settings.whole());
    }

    /**
     * One page, or nothing where nothing is. Refuses with {@code roster-service-silent}, {@code -unreachable}, {@code -refused} or {@code -throttled}.
     *
     * @param address below the service's own, ready to be asked
     */
    Mono<Answer> page(Visit visit, String address) {
        return page(visit, URI.create(visit.service().baseUrl() + address), 0);
    }

    private Mono<Answer> page(Visit visit, URI address, int pauses) {
        return visit.token()
                .flatMap(token -> bounded(
                        visit.service(),
                        client.get()
                                .uri(address)
                                .accept(MediaType.APPLICATION_JSON)
                                .headers(headers -> headers.setBearerAuth(token))
                                .exchangeToMono(response -> Answer.of(response, clock))))
                .flatMap(answer -> decided(visit, address, answer, pauses));
    }

    private Mono<Answer> decided(Visit visit, URI address, Answer answer, int pauses) {
        return switch (answer.status()) {
            case 200 -> Mono.just(answer);
            case 404 -> Mono.empty();
            case 401 -> visit.renews() ? page(visit, address, pauses) : refused(visit.service());
            case 403 -> refused(visit.service());
            case 429, 503 -> {
                Duration pause = Objects.requireNonNullElse(answer.after(), Duration.ofSeconds(1L << pauses));
                yield pauses < MOST_PAUSES && visit.canWait(pause)
                        ? Mono.delay(pause).then(Mono.defer(() -> page(visit, address, pauses + 1)))
                        : Mono.error(Refusal.of(Refusal.Kind.UNAVAILABLE, "roster-service-throttled")
                                .with("minutes", Math.max(1, (pause.toSeconds() + 59) / 60))
                                .with("retryAfter", pause));
            }
            default -> Mono.error(unreachable(visit.service(), "status " + answer.status()));
        };
    }

    private Mono<String> token(RosterService service, String secret) {
        Mono<Answer> asked = client.post()
                .uri(URI.create(service.tokenUrl()))
                .headers(headers -> headers.setBasicAuth(service.clientId(), secret))
                .body(BodyInserters.fromFormData("grant_type", "client_credentials")
                        .with("scope", SCOPES))
                .exchangeToMono(response -> Answer.of(response, clock));
        return bounded(service, asked)
                .flatMap(answer -> answer.body().get("access_token") instanceof String token && answer.status() == 200
                        ? Mono.just(token)
                        : answer.status() >= 500
                                ? Mono.error(unreachable(service, "status " + answer.status()))
                                : refused(service));
    }

    private <T> Mono<T> bounded(RosterService service, Mono<T> call) {
        return call.timeout(settings.patience())
                .onErrorMap(
                        failure -> !(failure instanceof Refusal),
                        failure -> OutgoingCalls.isLate(failure)
                                ? silent()
                                : unreachable(service, failure.getClass().getSimpleName()));
    }

    static Refusal silent() {
        return Refusal.of(Refusal.Kind.UNAVAILABLE, "roster-service-silent");
    }

    private static <T> Mono<T> refused(RosterService service) {
        LOG.warn("the roster service of {} does not accept us", service.organizationId());
        return Mono.error(Refusal.of(Refusal.Kind.UNAVAILABLE, "roster-service-refused"));
    }

    static Refusal unreachable(RosterService service, String why) {
        LOG.warn("the roster service of {} cannot be read: {}", service.organizationId(), why);
        return Refusal.of(Refusal.Kind.UNAVAILABLE, "roster-service-unreachable");
    }
}
