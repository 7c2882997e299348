package org.ziyuan.marketplace.refusal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer that says no: a kind, a stable code and the values a person needs to act on it.
 *
 * <p>Refusals travel as error signals, so they stop the chain and roll the transaction back. The sentence for people is
 * the message {@code refusal.<code>}; the status on the wire is decided at the edge from the kind.
 */
public final class Refusal extends RuntimeException {

    /** Why it was refused, in the words the edge needs to choose a status. */
    public enum Kind {
        /** The request itself is malformed. */
        MALFORMED,
        /** The request is well-formed but a value in it cannot be accepted. */
        INVALID,
        UNAUTHENTICATED,
        /** The actor may see the thing but not do this to it; what he may not see is NOT_FOUND. */
        FORBIDDEN,
        NOT_FOUND,
        /** The thing is in a state in which this cannot be done, or the money is not there. */
        CONFLICT,
        TOO_LARGE,
        TOO_MANY,
        UNAVAILABLE
    }

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String code;
    private final transient Map<String, Object> values;

    private Refusal(Kind kind, String code, Map<String, Object> values) {
        super(code + values, null, false, false);
        this.kind = kind;
        this.code = code;
        this.values = values;
    }

    public static Refusal of(Kind kind, String code) {
        return new Refusal(kind, code, Map.of());
    }

    public static Refusal malformed(String code) {
        return of(Kind.MALFORMED, code);
    }

    public static Refusal invalid(String code) {
        return of(Kind.INVALID, code);
    }

    public static Refusal forbidden(String code) {
        return of(Kind.FORBIDDEN, code);
    }

    public static Refusal conflict(String code) {
        return of(Kind.CONFLICT, code);
    }

    /** Also for what exists but belongs to another organization: a refusal never confirms that it exists. */
    public static Refusal notFound(String what, Object key) {
        return of(Kind.NOT_FOUND, what + "-not-found").with("key", String.valueOf(key));
    }

    /** The same refusal with one more named value; amounts as {@code Money}, everything else as it prints. */
    public Refusal with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Refusal(kind, code, Collections.unmodifiableMap(more));
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    public Map<String, Object> values() {
        return values;
    }
}
