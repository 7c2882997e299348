package org.ziyuan.storefront.upkeep;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.ziyuan.catalog.index.IndexLag;
import org.ziyuan.marketplace.upkeep.Backlogs;
import org.ziyuan.marketplace.upkeep.Backlogs.Waiting;
import org.ziyuan.storefront.appliance.start.DataFolder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What the operator looks at first: whatever waits, since when, and whether that is too long. */
@Component
class HealthBoard {

    /** News is handed over within a second; doctor calls it late after as long. */
    private static final Duration LATE = Duration.ofMinutes(15);

    private static final long LITTLE_SPACE = 1L << 30;

    private final Backlogs backlogs;
    private final IndexLag index;
    private final DataFolder folder;
    private final Clock clock;

    HealthBoard(Backlogs backlogs, IndexLag index, Environment environment, Clock clock) {
        this.backlogs = backlogs;
        this.index = index;
        this.folder = DataFolder.of(environment);
        this.clock = clock;
    }

    /**
     * One thing that is looked at.
     *
     * @param what its words are {@code upkeep.<what>}
     * @param good false where the operator has to act
     * @param count how many wait, or megabytes that are free
     * @param since when the oldest began to wait, null where nothing does
     * @param href where one acts, null where there is no page for it
     */
    record Check(
            String what,
            boolean good,
            long count,
            @Nullable Instant since,
            @Nullable String href) {}

    Mono<List<Check>> checks() {
        return Mono.zip(backlogs.now(), index.now(), free())
                .map(all -> List.of(
                        late("news", all.getT1().news(), all.getT1().newsSince(), null),
                        aside(all.getT1()),
                        late("index", all.getT2().listings(), all.getT2().since(), null),
                        unknown(all.getT1()),
                        new Check("disk", all.getT3() >= LITTLE_SPACE, all.getT3() >> 20, null, null)));
    }

    private Check late(String what, long count, @Nullable OffsetDateTime since, @Nullable String href) {
        boolean good =
                since == null || since.toInstant().isAfter(clock.instant().minus(LATE));
        return new Check(what, good, count, instant(since), href);
    }

    private static Check aside(Waiting waiting) {
        return new Check(
                "aside",
                waiting.putAside() == 0,
                waiting.putAside(),
                instant(waiting.putAsideSince()),
                "/upkeep/messages");
    }

    private static Check unknown(Waiting waiting) {
        return new Check(
                "payments",
                waiting.paymentsUnknown() == 0,
                waiting.paymentsUnknown(),
                instant(waiting.paymentsUnknownSince()),
                "/payments/attention");
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    /** Of the folder where this node keeps its data, in bytes; none where it cannot be read. */
    private Mono<Long> free() {
        return Mono.fromCallable(() -> store().getUsableSpace())
                .onErrorReturn(IOException.class, 0L)
                .subscribeOn(Schedulers.boundedElastic());
    }

    private FileStore store() throws IOException {
        return Files.getFileStore(folder.root());
    }
}
