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
 * @param taught the grades that can be chosen
 */
record Need(
        UserGroup audience,
        List<Grade> grades,
        Served counted,
        @Nullable Integer people,
        boolean typed,
        List<Grade> taught) {

    /** Said for a listing; {@link ForWhom#UNSAID} leaves it to the listing. */
    static Need of(Listing listing, SchoolTerms terms, ForWhom said) {
        boolean teachers = said.audience() == UserGroup.TEACHERS;
        List<Grade> grades = said.equals(ForWhom.UNSAID) ? SchoolTerms.gradesOf(listing.grade()) : said.grades();
        Served counted = terms.pupils().served(listing.stage(), grades);
        Integer people = said.people();
        if (people == null && !teachers && counted.people() > 0) {
            people = counted.people();
        }
        return new Need(
                teachers ? UserGroup.TEACHERS : UserGroup.PUPILS,
                teachers ? List.of() : grades,
                counted,
                people,
                said.people() != null,
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
