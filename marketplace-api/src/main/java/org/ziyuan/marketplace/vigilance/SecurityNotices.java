package org.ziyuan.marketplace.vigilance;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.vigilance.Vigilance.Kind;
import reactor.core.publisher.Flux;

/** What was noticed lately, as the operator reads it. */
@Component
public class SecurityNotices {

    private static final int MOST = 200;

    private final DatabaseClient database;

    SecurityNotices(DatabaseClient database) {
        this.database = database;
    }

    /**
     * One suspect in one hour.
     *
     * @param source the address; {@code *} for what was too much to tell apart
     * @param who the person as name and id, or a digest of the login that was typed; empty for a guest
     * @param what the code of the refusal
     */
    public record SecurityNotice(
            Kind kind, String source, String who, String what, long times, Instant firstAt, Instant lastAt) {}

    /** Of the last thirty days, the latest hour first and in it the most frequent first; at most two hundred. */
    public Flux<SecurityNotice> latest() {
        return database.sql("""
                        select kind, source, who, what, times, first_at, last_at from security_notice
                         where last_at >= now() - interval '30 days'
                         order by hour desc, times desc, kind, source, who, what limit :most
                        """).bind("most", MOST).map(SecurityNotices::notice).all();
    }

    private static SecurityNotice notice(Readable row) {
        return new SecurityNotice(
                Kind.valueOf(text(row, "kind")),
                text(row, "source"),
                text(row, "who"),
                text(row, "what"),
                Objects.requireNonNull(row.get("times", Long.class)),
                Objects.requireNonNull(row.get("first_at", Instant.class)),
                Objects.requireNonNull(row.get("last_at", Instant.class)));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }
}
