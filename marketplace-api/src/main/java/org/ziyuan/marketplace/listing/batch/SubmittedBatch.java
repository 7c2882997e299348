package org.ziyuan.marketplace.listing.batch;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one vendor has waiting for review, in figures.
 *
 * @param number how many listings
 * @param fresh how many of them were never on the market
 * @param rewritten how many revisions change words
 * @param prices how many prices are wanted
 * @param leastInFen the least of them; null where none is wanted
 * @param mostInFen the most of them
 * @param raised how many are higher than the price in force
 * @param hidden how many carry a long description that a table cannot show
 * @param seal another as soon as any word or price of any of them is another
 */
public record SubmittedBatch(
        UUID vendorId,
        String vendorName,
        long number,
        long fresh,
        long rewritten,
        long prices,
        @Nullable Long leastInFen,
        @Nullable Long mostInFen,
        long raised,
        long hidden,
        String seal) {}
