package org.ziyuan.storefront.listing;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.enrolment.headcount.Grade;
import org.ziyuan.marketplace.listing.Offer;
import org.ziyuan.procurement.choosing.Fit;
import org.ziyuan.procurement.choosing.PupilCount;
import org.ziyuan.procurement.choosing.Served;
import org.ziyuan.procurement.choosing.UserGroup;

/**
 * What listings mean to the reader: how many pupils the own school would pay for, and what it holds already.
 *
 * @param ofSchool whether somebody of a school is looking; all else is empty when not
 * @param requests whether this person may put something on a requisition
 * @param pupils the school's pupils as they were counted last
 * @param licensed the listings a licence in force reaches the school for, its own or one of a bureau above
 */
public record SchoolTerms(boolean ofSchool, boolean requests, PupilCount pupils, Set<UUID> licensed) {

    static final SchoolTerms STRANGER = new SchoolTerms(false, false, PupilCount.NONE, Set.of());

    public SchoolTerms {
        licensed = Set.copyOf(licensed);
    }

    /** The pupils that a listing of this stage and grade is for. */
    public Served served(@Nullable String stage, @Nullable String grade) {
        return pupils.served(stage, gradesOf(grade));
    }

    /** The grade that a listing names; none for a word such as 水平一. */
    static List<Grade> gradesOf(@Nullable String grade) {
        return grade == null ? List.of() : Grade.named(grade).stream().toList();
    }

    /** What the offer that fits comes to for the pupils a listing is for, in fen; null where none covers them. */
    public static @Nullable Long leastInFen(List<Offer> offers, Served served) {
        return served.people() == 0
                ? null
                : Fit.all(offers, UserGroup.PUPILS, served.people()).stream()
                        .filter(Fit::covers)
                        .map(fit -> fit.total().fen())
                        .findFirst()
                        .orElse(null);
    }

    /** {@code licensed}, {@code elsewhere}, {@code requestable} or {@code none}; null for a reader without a school. */
    public @Nullable String licenceState(UUID listing, boolean forSale, Served served) {
        if (!ofSchool) {
            return null;
        }
        if (licensed.contains(listing)) {
            return "licensed";
        }
        if (served.passesTheSchoolBy()) {
            return "elsewhere";
        }
        return requests && forSale ? "requestable" : "none";
    }
}
