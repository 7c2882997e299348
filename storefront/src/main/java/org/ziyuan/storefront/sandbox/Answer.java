package org.ziyuan.storefront.sandbox;

import java.time.Duration;
import java.util.Map;

/** What a played provider answers, at once or late. */
record Answer(int status, Map<String, String> headers, String body, Duration delay) {

    /** Comes when nobody waits any more. */
    static final Answer TOO_LATE = new Answer(200, Map.of(), "", Duration.ofSeconds(12));

    static Answer of(int status, String type, String body) {
        return new Answer(status, Map.of("Content-Type", type), body, Duration.ZERO);
    }
}
