package org.ziyuan.storefront.listing;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.listing.Meter;

/**
 * What listings mean to the reader: how many pupils the own school would pay for, and what it holds already.
 *
 * @param ofSchool whether somebody of a school is looking; all else is empty when not
 * @param requests whether this person may put something on a requisition
 * @param pupils the school's headcount by the stage of a listing, as a requisition would count it
 * @param licensed the listings a licence in force reaches the school for, its own or one of a bureau above
 */
public record SchoolTerms(boolean ofSchool, boolean requests, Map<String, Integer> pupils, Set<UUID> licensed) {

    static final SchoolTerms STRANGER = new SchoolTerms(false, false, Map.of(), Set.of());

    /** The stage of a listing that is for everybody. */
    static final String ANY_STAGE = "";

    public SchoolTerms {
        pupils = Map.copyOf(pupils);
        licensed = Set.copyOf(licensed);
    }

    /** The pupils a listing of this stage would be bought for; 0 when nothing was counted. */
    public int pupilsOf(@Nullable String stage) {
        return pupils.getOrDefault(stage == null ? ANY_STAGE : stage, 0);
    }

    /** What a year costs the whole school, in fen; null where that is not a matter of pupils. */
    public @Nullable Long yearInFen(Meter meter, long unitPriceInFen, @Nullable String stage) {
        int counted = pupilsOf(stage);
        return meter == Meter.PUPIL_YEAR && counted > 0 ? Math.multiplyExact(unitPriceInFen, counted) : null;
    }

    /** {@code licensed}, {@code requestable} or {@code none}; null for a reader without a school. */
    public @Nullable String licenceState(UUID listing, boolean forSale) {
        if (!ofSchool) {
            return null;
        }
        if (licensed.contains(listing)) {
            return "licensed";
        }
        return requests && forSale ? "requestable" : "none";
    }
}
