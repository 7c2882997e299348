package org.ziyuan.marketplace.idempotency;

import java.util.UUID;

/**
 * The id of the thing that a write makes, as an argument of its handler. It follows from the caller and his
 * {@code Idempotency-Key}, so that the same request again names the same thing even if the first answer was lost with
 * the process that made it. Without a key it is a new one.
 */
public record OperationId(UUID value) {

    /** The hidden field that carries the key of a page's form. */
    public static final String FIELD = "idempotencyKey";
}
