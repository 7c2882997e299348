package org.ziyuan.marketplace.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.identity.Capacity;
import reactor.core.publisher.Mono;

/**
 * One session. Its attributes are plain strings, because they live in a database column and nothing that was
 * serialised is ever read back; two of them are columns of their own, so that sessions can be found by person.
 */
final class StoredSession implements WebSession {

    static final String PERSON = "person";
    static final String ORGANIZATION = "organization";
    static final String CSRF = "csrf";
    /** The name of the sign-in that opened it, by which its person sees and ends it. */
    static final String SIGN_IN = "signIn";
    /** By what its person proved himself a second time; absent when he did not. */
    static final String SECOND = "second";

    private final WebSessions store;
    private final Map<String, Object> attributes;
    private final Instant createdAt;
    private final Instant lastSeenAt;
    private volatile String id;
    private volatile Duration idle;
    private volatile Saved saved;
    private volatile @Nullable Capacity capacity;
    private volatile boolean started;
    private volatile boolean ended;

    private StoredSession(
            WebSessions store,
            String id,
            Map<String, String> attributes,
            Instant createdAt,
            Duration idle,
            Saved saved) {
        this.store = store;
        this.id = id;
        this.attributes = new ConcurrentHashMap<>(attributes);
        this.createdAt = createdAt;
        this.lastSeenAt = Instant.now();
        this.idle = idle;
        this.saved = saved;
    }

    static StoredSession fresh(WebSessions store, String id, Duration idle) {
        return new StoredSession(store, id, Map.of(), Instant.now(), idle, Saved.NEVER);
    }

    static StoredSession found(WebSessions store, String id, FoundSession found) {
        boolean stale = found.rested().compareTo(FoundSession.RENEWED_EACH) > 0;
        Saved saved = new Saved(true, found.content(), stale);
        StoredSession session = new StoredSession(store, id, found.content(), found.createdAt(), found.idle(), saved);
        session.capacity = found.capacity();
        return session;
    }

    /** The capacity that was read with the session; null once the session has changed hands. */
    static @Nullable Capacity capacity(WebSession session) {
        Capacity capacity = session instanceof StoredSession stored ? stored.capacity : null;
        return capacity != null
                        && capacity.actor().person().equals(person(session))
                        && capacity.actor().organizationId().equals(organization(session))
                ? capacity
                : null;
    }

    static @Nullable UUID person(WebSession session) {
        return session.getAttribute(PERSON) instanceof String person ? UUID.fromString(person) : null;
    }

    static @Nullable UUID organization(WebSession session) {
        return session.getAttribute(ORGANIZATION) instanceof String chosen ? UUID.fromString(chosen) : null;
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public Map<String, Object> getAttributes() {
        return attributes;
    }

    @Override
    public void start() {
        started = true;
    }

    @Override
    public boolean isStarted() {
        return !ended && (started || saved.inDatabase() || !attributes.isEmpty());
    }

    /** Another id for the same content: the old one opens nothing from now on, and the absolute age starts again. */
    @Override
    public Mono<Void> changeSessionId() {
        String old = id;
        boolean stored = saved.inDatabase();
        id = store.newId();
        saved = Saved.NEVER;
        return stored ? store.removeSession(old) : Mono.empty();
    }

    @Override
    public Mono<Void> invalidate() {
        ended = true;
        attributes.clear();
        return saved.inDatabase() ? store.removeSession(id) : Mono.empty();
    }

    @Override
    public Mono<Void> save() {
        return Mono.defer(() -> {
            Map<String, String> content = texts();
            if (ended
                    || !isStarted()
                    || (saved.inDatabase() && !saved.stale() && saved.content().equals(content))) {
                return Mono.empty();
            }
            boolean update = saved.inDatabase();
            saved = new Saved(true, content, false);
            return update ? store.update(this, content) : store.insert(this, content);
        });
    }

    @Override
    public boolean isExpired() {
        return ended;
    }

    @Override
    public Instant getCreationTime() {
        return createdAt;
    }

    @Override
    public Instant getLastAccessTime() {
        return lastSeenAt;
    }

    @Override
    public void setMaxIdleTime(Duration maxIdleTime) {
        idle = maxIdleTime;
    }

    @Override
    public Duration getMaxIdleTime() {
        return idle;
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new ConcurrentHashMap<>();
        attributes.forEach((name, value) -> {
            if (!(value instanceof String text)) {
                throw new IllegalStateException("session attribute " + name + " is no text but a " + value.getClass());
            }
            texts.put(name, text);
        });
        return Map.copyOf(texts);
    }

    private record Saved(boolean inDatabase, Map<String, String> content, boolean stale) {
        static final Saved NEVER = new Saved(false, Map.of(), false);
    }
}
