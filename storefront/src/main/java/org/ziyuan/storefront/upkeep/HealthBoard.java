package org.ziyuan.storefront.upkeep;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.ziyuan.catalog.index.IndexLag;
import org.ziyuan.marketplace.transaction.Rounds;
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

    /** A backup a day, and two hours in which it may come later. */
    private static final Duration BACKED_UP = Duration.ofHours(26);

    private final Backlogs backlogs;
    private final IndexLag index;
    private final DataFolder folder;
    private final List<Rounds> jobs;
    private final boolean demo;
    private final Clock clock;

    HealthBoard(Backlogs backlogs, IndexLag index, List<Rounds> jobs, Environment environment, Clock clock) {
        this.backlogs = backlogs;
        this.index = index;
        this.folder = DataFolder.of(environment);
        this.jobs = List.copyOf(jobs);
        this.demo = environment.matchesProfiles("demo");
        this.clock = clock;
    }

    /**
     * One thing that is looked at.
     *
     * @param what its words are {@code upkeep.<what>}
     * @param good false where the operator has to act
     * @param count how many wait, megabytes that are free, or hours since the last backup
     * @param since when the oldest began to wait, null where nothing does; of a backup when it was done
     * @param href where one acts, null where there is no page for it
     */
    record Check(
            String what,
            boolean good,
            long count,
            @Nullable Instant since,
            @Nullable String href) {}

    Mono<List<Check>> checks() {
        return Mono.zip(backlogs.now(), index.now(), free(), backedUp())
                .map(all -> List.of(
                        late("news", all.getT1().news(), all.getT1().newsSince(), null),
                        aside(all.getT1()),
                        late("index", all.getT2().listings(), all.getT2().since(), null),
                        unknown(all.getT1()),
                        failing(),
                        new Check("disk", all.getT3() >= LITTLE_SPACE, all.getT3() >> 20, null, null),
                        backup(all.getT4())));
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

    /** What this node does again and again, and what of it fails. */
    private Check failing() {
        List<Instant> failing = jobs.stream()
                .map(Rounds::failingSince)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        return new Check("jobs", failing.isEmpty(), failing.size(), failing.isEmpty() ? null : failing.get(0), null);
    }

    /** Judges how old the last backup is; a demonstration needs none. */
    private Check backup(Instant done) {
        if (done.equals(Instant.EPOCH)) {
            return new Check("noBackup", demo, 0, null, null);
        }
        Duration age = Duration.between(done, clock.instant());
        return new Check("backup", demo || age.compareTo(BACKED_UP) < 0, Math.max(0, age.toHours()), done, null);
    }

    /** The mark that the last line of a backup leaves; the epoch where there is none. */
    private Mono<Instant> backedUp() {
        return Mono.fromCallable(
                        () -> Files.getLastModifiedTime(folder.backupDone()).toInstant())
                .onErrorReturn(IOException.class, Instant.EPOCH)
                .subscribeOn(Schedulers.boundedElastic());
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
