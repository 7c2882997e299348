package org.ziyuan.marketplace.licensing.lti;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Set;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.licensing.lti.tool.PrivacyLevel;

/** What of a person leaves the house, by the tool's privacy level. */
final class Disclosure {

    /** The two-character surnames that still occur; everybody else has one of a single character. */
    private static final Set<String> LONG_SURNAMES =
            Set.of("欧阳", "上官", "司马", "诸葛", "司徒", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙", "端木", "东方");

    private Disclosure() {}

    /** A pupil's name stays here unless the tool was registered for everything. */
    static void tell(JWTClaimsSet.Builder claims, PrivacyLevel level, String subject, LaunchFacts facts) {
        String name = facts.personName();
        boolean pupil = facts.roles().contains(Role.PUPIL);
        if (level != PrivacyLevel.NONE) {
            claims.subject(subject);
        }
        if (level == PrivacyLevel.FULL || level == PrivacyLevel.NAME && !pupil) {
            claims.claim("name", name);
        }
        if (level == PrivacyLevel.FULL) {
            int surname = surnameLength(name);
            claims.claim("family_name", name.substring(0, surname));
            claims.claim("given_name", surname == name.length() ? name : name.substring(surname));
        }
    }

    private static int surnameLength(String name) {
        boolean twoCharacters = name.length() > 2 && LONG_SURNAMES.contains(name.substring(0, 2));
        return Math.min(name.length(), twoCharacters ? 2 : 1);
    }
}
