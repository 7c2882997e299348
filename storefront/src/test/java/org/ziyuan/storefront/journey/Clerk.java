package org.ziyuan.storefront.journey;

import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** A person with a client, as a purchase needs one: who writes, reads, and waits until it is his turn. */
interface Clerk {

    JsonNode write(String method, String path, Map<String, ?> body);

    JsonNode read(String path);

    /** Reads again and again until it is as expected. */
    JsonNode await(String path, Predicate<JsonNode> expected);

    /**
     * Waits until it is his turn, then reads.
     *
     * @param word what he waits for: a state of the requisition or, for a task of it, the role
     */
    default JsonNode await(UUID requisition, String word, String path, Predicate<JsonNode> expected) {
        return await(path, expected);
    }
}
