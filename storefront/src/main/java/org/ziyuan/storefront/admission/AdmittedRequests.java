package org.ziyuan.storefront.admission;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Lets in as many requests of each purpose as the machine serves at the pace of an idle one. No session is read before,
 * no body, no connection taken. The others wait shortly at the door or are answered 503 with
 * {@code Retry-After}. A request is inside until its answer begins; how slowly it is read is not its room.
 *
 * <p>A request with a body is let in when the body is there, so that two hundred slow ones take nobody's place.
 */
@Component
class AdmittedRequests implements HttpHandlerDecoratorFactory {

    private static final int WHAT_ONE_CORE_IS_AT_LEAST = 2;

    private final Map<Purpose, Door> doors = new EnumMap<>(Purpose.class);
    private final Lane uploads;
    private final DoorAnswer busy;
    private final Watchers watchers;

    AdmittedRequests(AdmissionSettings settings, Watchers watchers, DoorAnswers answers, MeterRegistry meters) {
        this.watchers = watchers;
        this.busy = answers.busy;
        int cores = Math.max(WHAT_ONE_CORE_IS_AT_LEAST, Runtime.getRuntime().availableProcessors());
        for (Purpose purpose : Purpose.values()) {
            int perCore = switch (purpose) {
                case SEARCHES -> settings.searchesPerCore();
                case READS -> settings.readsPerCore();
                case ACTS -> settings.actsPerCore();
                case NOTIFICATIONS -> settings.notificationsPerCore();
                case FILES -> settings.filesPerCore();
            };
            doors.put(purpose, Door.of(purpose, lane(perCore * cores, settings), meters));
        }
        uploads = lane(settings.uploads(), settings);
    }

    @Override
    public HttpHandler apply(HttpHandler handler) {
        return (request, response) -> watchers.ask(request)
                ? handler.handle(request, response)
                : admit(handler, request, response, door(request));
    }

    private Mono<Void> admit(HttpHandler handler, ServerHttpRequest request, ServerHttpResponse response, Door door) {
        return hasBody(request)
                ? withBody(handler, request, response, door)
                : Mono.using(
                        door.lane()::place,
                        place -> place.entered().flatMap(in -> {
                            door.count(in);
                            return in
                                    ? handler.handle(request, leavingAtItsBeginning(response, place))
                                    : busy.answer(request, response);
                        }),
                        Lane.Place::leave);
    }

    private Mono<Void> withBody(
            HttpHandler handler, ServerHttpRequest request, ServerHttpResponse response, Door door) {
        return Mono.using(
                uploads::place,
                upload -> upload.entered()
                        .flatMap(received -> received
                                ? Mono.using(
                                        door.lane()::place,
                                        place -> handler.handle(
                                                new WholeBody(request, upload, place, door),
                                                leavingAtItsBeginning(response, place)),
                                        Lane.Place::leave)
                                : busy.answer(request, response)),
                Lane.Place::leave);
    }

    private static ServerHttpResponse leavingAtItsBeginning(ServerHttpResponse response, Lane.Place place) {
        response.beforeCommit(() -> Mono.fromRunnable(place::leave));
        return response;
    }

    private Door door(ServerHttpRequest request) {
        Door door = doors.get(Purpose.of(request));
        if (door == null) {
            throw new IllegalStateException("a purpose without a door");
        }
        return door;
    }

    private static boolean hasBody(ServerHttpRequest request) {
        return request.getHeaders().getContentLength() > 0
                || request.getHeaders().containsHeader("Transfer-Encoding");
    }

    private static Lane lane(int atOnce, AdmissionSettings settings) {
        return new Lane(atOnce, settings.waiting(), settings.patience(), Schedulers.parallel());
    }
}
