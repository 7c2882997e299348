package org.ziyuan.storefront.listing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.enrolment.headcount.Grade;
import org.ziyuan.marketplace.listing.Listing;
import org.ziyuan.procurement.choosing.ForWhom;
import org.ziyuan.procurement.choosing.Served;
import org.ziyuan.procurement.choosing.UserGroup;

/**
 * Whom a school wants a listing for: what its reader said, and what follows from the listing where nothing was said.
 *
 * @param counted the pupils as they were counted; what counts for pupils where no number was typed
 * @param people how many it is for; null where nobody said and nobody was counted
 * @param typed whether the number is the reader's own
 * @param unexplained a number of pupils that the school does not have, typed without a reason, which is not taken; else null
 * @param why the reason for more pupils than the school has; empty where none is given
 * @param taught the grades that can be chosen
 */
record Need(
        UserGroup audience,
        List<Grade> grades,
        Served counted,
        @Nullable Integer people,
        boolean typed,
        @Nullable Integer unexplained,
        String why,
        List<Grade> taught) {

    /**
     * Said for a listing; {@link ForWhom#UNSAID} leaves it to the listing. More pupils than the school has are taken with a
     * reason only: else a price for the whole school would look cheapest to whoever types enough of them.
     */
    static Need of(Listing listing, SchoolTerms terms, ForWhom said, String why) {
        boolean teachers = said.audience() == UserGroup.TEACHERS;
        List<Grade> grades = said.equals(ForWhom.UNSAID) ? SchoolTerms.gradesOf(listing.grade()) : said.grades();
        UserGroup audience = teachers ? UserGroup.TEACHERS : UserGroup.PUPILS;
        Served counted = terms.pupils().served(listing.stage(), grades);
        boolean beyond = terms.pupils().missing(new ForWhom(audience, grades, said.people()), listing.stage()) > 0;
        Integer typed = beyond && why.isEmpty() ? null : said.people();
        boolean counts = typed == null && !teachers && counted.people() > 0;
        return new Need(
                audience,
                teachers ? List.of() : grades,
                counted,
                counts ? Integer.valueOf(counted.people()) : typed,
                typed != null,
                beyond && why.isEmpty() ? said.people() : null,
                beyond ? why : "",
                terms.pupils().taught());
    }

    /** What a price is computed for: one person where no number is known. */
    int priced() {
        return people == null ? 1 : people;
    }

    public boolean forTeachers() {
        return audience == UserGroup.TEACHERS;
    }

    public boolean has(Grade grade) {
        return grades.contains(grade);
    }

    /** The numbers of its grades, as forms carry them. */
    public String gradeNumbers() {
        return new ForWhom(audience, grades, null).column();
    }
}
