package org.ziyuan.marketplace.vigilance;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.Rounds;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Counts what looks like an attempt, without holding up the request. Counts are written every few seconds and by the hour:
 * rows and lines of the log grow with the number of suspects, and beyond a bound with nothing at all.
 */
@Component
public class Vigilance extends Rounds {

    /** What was noticed. */
    public enum Kind {
        SIGN_IN_REFUSED,
        SIGN_IN_PAUSED,
        NOTIFICATION_FORGED,
        FOREIGN_THING,
        ROUTE_DENIED,
        TOKEN_INVALID
    }

    private static final Logger LOG = LoggerFactory.getLogger(Vigilance.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int MOST_SUSPECTS = 500;
    private static final String MANY = "*";

    private final DatabaseClient database;
    private final Map<Suspect, Long> noticed = new ConcurrentHashMap<>();

    Vigilance(DatabaseClient database) {
        super(PAUSE, true);
        this.database = database;
    }

    /**
     * Notices something; returns at once and never fails.
     *
     * @param source the address it came from
     * @param who the person, or a digest of what was typed; empty for a guest
     * @param what the code of the refusal
     */
    public void notice(Kind kind, String source, String who, String what) {
        Suspect suspect = Suspect.of(kind, source, who, what);
        boolean room = noticed.size() < MOST_SUSPECTS || noticed.containsKey(suspect);
        noticed.merge(room ? suspect : new Suspect(kind, MANY, MANY, MANY), 1L, Long::sum);
    }

    @Override
    protected Mono<?> round() {
        return write();
    }

    /** Writes what was counted since; what cannot be written now is counted on. */
    public Mono<Void> write() {
        return Flux.fromIterable(noticed.keySet())
                .concatMap(suspect -> {
                    Long times = noticed.remove(suspect);
                    return times == null ? Mono.empty() : write(suspect, times);
                })
                .then();
    }

    private Mono<Void> write(Suspect suspect, long times) {
        return database.sql("""
                        insert into security_notice as n (hour, kind, source, who, what, times)
                        values (date_trunc('hour', now()), :kind, :source, :who, :what, :times)
                        on conflict (hour, kind, source, who, what) do update
                           set times = n.times + excluded.times, last_at = now()
                        returning n.times = :times as first
                        """)
                .bind("kind", suspect.kind().name())
                .bind("source", suspect.source())
                .bind("who", suspect.who())
                .bind("what", suspect.what())
                .bind("times", times)
                .map(row -> Boolean.TRUE.equals(row.get("first", Boolean.class)))
                .one()
                .doOnNext(first -> tell(first, suspect, times))
                .doOnError(failure -> noticed.merge(suspect, times, Long::sum))
                .then();
    }

    /** A line a suspect and hour. */
    private static void tell(boolean first, Suspect suspect, long times) {
        if (first) {
            LOG.warn(
                    "security notice {}: {} from {} {} ({} times so far)",
                    suspect.kind(),
                    suspect.what(),
                    suspect.source(),
                    suspect.who(),
                    times);
        }
    }
}
