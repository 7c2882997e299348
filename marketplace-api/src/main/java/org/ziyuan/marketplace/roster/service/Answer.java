package org.ziyuan.marketplace.roster.service;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.Mono;

/**
 * What a service answered.
 *
 * @param body empty unless it is what was asked for
 * @param total how many rows there are altogether, null where it does not say
 * @param after how long it wishes to be left alone, null where it does not say
 */
record Answer(
        int status,
        Map<String, Object> body,
        @Nullable Integer total,
        @Nullable Duration after) {

    private static final ParameterizedTypeReference<Map<String, Object>> OBJECT = new ParameterizedTypeReference<>() {};

    static Mono<Answer> of(ClientResponse response, Clock clock) {
        int status = response.statusCode().value();
        HttpHeaders headers = response.headers().asHttpHeaders();
        String total = headers.getFirst("X-Total-Count");
        Integer count = total != null && total.matches("[0-9]{1,9}") ? Integer.valueOf(total) : null;
        Duration after = after(headers.getFirst(HttpHeaders.RETRY_AFTER), clock);
        return status == 200
                ? response.bodyToMono(OBJECT).map(body -> new Answer(status, body, count, after))
                : response.releaseBody().thenReturn(new Answer(status, Map.of(), count, after));
    }

    /** Seconds, or a day and time. */
    private static @Nullable Duration after(@Nullable String said, Clock clock) {
        if (said == null) {
            return null;
        }
        if (said.matches("[0-9]{1,6}")) {
            return Duration.ofSeconds(Integer.parseInt(said));
        }
        try {
            Duration until =
                    Duration.between(clock.instant(), ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME));
            return until.isNegative() ? Duration.ZERO : until;
        } catch (DateTimeException nonsense) {
            return null;
        }
    }
}
