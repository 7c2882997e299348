package org.ziyuan.marketplace.access;

import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.Announcements;
import org.ziyuan.marketplace.transaction.Announcements.Announced;
import org.ziyuan.marketplace.transaction.Announcements.Heard;
import org.ziyuan.marketplace.transaction.Announcements.Listening;
import org.ziyuan.marketplace.transaction.Announcements.Lost;
import org.ziyuan.marketplace.transaction.Announcements.UpToDate;

/**
 * Sessions that a node has read before, for those who only look. Triggers announce whatever changes a session, a person, a
 * role or an organization; what was announced is forgotten. Where it is not certain that every announcement older than a
 * second and a half was heard, nothing is remembered and the database is asked.
 */
@Component
class RememberedSessions {

    private static final long LONGEST_SILENCE = Duration.ofMillis(1500).toNanos();

    private final Map<String, Seen> sessions;
    private long changes;
    private boolean complete;
    private long completeAsOf;

    RememberedSessions(SessionSettings settings) {
        this.sessions = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
                return size() > settings.remembered();
            }
        };
    }

    /** @param until the nano time until which the session is certain as long as nobody announces a change */
    record Seen(FoundSession session, long until) {}

    /** What is remembered of the session with this digest; null when the database has to be asked. */
    synchronized @Nullable FoundSession find(byte[] hash) {
        if (!isComplete()) {
            return null;
        }
        Seen seen = sessions.get(key(hash));
        return seen == null || System.nanoTime() - seen.until() >= 0 ? null : seen.session();
    }

    /** A mark to be taken before reading what {@link #keep} is given afterwards. */
    synchronized long mark() {
        return changes;
    }

    /** Remembers what was read, unless a change was announced since the mark: then it may have been read before it. */
    synchronized void keep(byte[] hash, FoundSession session, Duration certain, long mark) {
        if (changes == mark && isComplete() && !certain.isNegative()) {
            sessions.put(key(hash), new Seen(session, System.nanoTime() + certain.toNanos()));
        }
    }

    /** Forgets all; to be called after a change of one's own, so that the next request here does not wait to hear of it. */
    synchronized void forget() {
        changes++;
        sessions.clear();
    }

    synchronized void forget(byte[] hash) {
        forget(key(hash));
    }

    /** Keeps what is remembered in step with what is announced. */
    synchronized void hear(Heard heard) {
        if (heard instanceof Listening begun) {
            forget();
            completeAsOf(begun.since());
        } else if (heard instanceof UpToDate sign) {
            completeAsOf(sign.asOf());
        } else if (heard instanceof Lost) {
            complete = false;
            forget();
        } else if (heard instanceof Announced one && one.channel().equals(Announcements.CAPACITY)) {
            if (one.words().isEmpty()) {
                forget();
            } else {
                forget(one.words());
            }
        }
    }

    /** Who comes to a listening that has begun already has heard nothing of it but this; it is as good. */
    private void completeAsOf(long time) {
        if (!complete) {
            forget();
        }
        complete = true;
        completeAsOf = time;
    }

    private void forget(String key) {
        changes++;
        sessions.remove(key);
    }

    private boolean isComplete() {
        return complete && System.nanoTime() - completeAsOf < LONGEST_SILENCE;
    }

    private static String key(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
