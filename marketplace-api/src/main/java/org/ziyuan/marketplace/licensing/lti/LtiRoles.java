package org.ziyuan.marketplace.licensing.lti;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ziyuan.marketplace.identity.Role;

/** Our roles in the words of the LTI vocabulary. */
final class LtiRoles {

    private static final String MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#";
    private static final String PERSON = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#";

    private LtiRoles() {}

    static List<String> of(Collection<Role> roles) {
        Set<String> words = new LinkedHashSet<>();
        roles.forEach(role -> words.addAll(of(role)));
        return List.copyOf(words);
    }

    private static List<String> of(Role role) {
        return switch (role) {
            case TEACHER -> List.of(MEMBERSHIP + "Instructor", PERSON + "Instructor");
            case PUPIL -> List.of(MEMBERSHIP + "Learner", PERSON + "Student");
            case PARENT -> List.of(MEMBERSHIP + "Mentor", PERSON + "Guest");
            case PRINCIPAL, REGISTRAR, PURCHASER, COUNTY_BUREAU, CITY_BUREAU, PROVINCE_BUREAU ->
                List.of(PERSON + "Administrator");
            case ACCOUNTANT, CASHIER, AUDITOR, OPERATOR -> List.of(PERSON + "Staff");
            case VENDOR_MANAGER -> List.of(PERSON + "Other");
        };
    }
}
