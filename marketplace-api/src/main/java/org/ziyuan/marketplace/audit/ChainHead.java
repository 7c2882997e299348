package org.ziyuan.marketplace.audit;

import java.time.Instant;
import java.util.UUID;

/**
 * How far a chain had come at some moment: its last entry.
 *
 * @param chain which kind of chain, see {@link HashChain#name}
 * @param owner whose chain: an organization, or a licence
 * @param hash of the last entry, in hexadecimal
 * @param count how many entries there were, which is {@code seq} where nothing is missing
 */
public record ChainHead(String chain, UUID owner, long seq, String hash, Instant at, long count) {}
