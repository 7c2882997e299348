package org.ziyuan.marketplace.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class PageTests {

    private static final int ROWS = 6_050;

    /** Files of orders, payments and requisitions ended at 5,000 rows without a word. */
    @Test
    void aListIsWalkedToItsEnd() {
        assertThat(Page.walk(PageTests::from).count().block()).isEqualTo(ROWS);
    }

    private static Mono<Page<Integer>> from(Cursor place) {
        int begin = place.equals(Cursor.START) ? 0 : (int) place.at().toEpochSecond();
        return Mono.just(Page.of(
                IntStream.range(begin, Math.min(begin + Page.LARGEST + 1, ROWS))
                        .boxed()
                        .toList(),
                Page.LARGEST,
                last -> new Cursor(
                        OffsetDateTime.ofInstant(Instant.ofEpochSecond(last + 1), ZoneOffset.UTC), UUID.randomUUID())));
    }
}
