package org.ziyuan.marketplace.licensing.lti.tool;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;

/** As whom a vendor tries his tool. */
public enum TrialRole {
    TEACHER(Role.TEACHER, "试用教师"),
    PUPIL(Role.PUPIL, "试用学生"),
    ADMINISTRATOR(Role.PRINCIPAL, "试用校长");

    private final Role role;
    private final String person;

    TrialRole(Role role, String person) {
        this.role = role;
        this.person = person;
    }

    /** @throws Refusal {@code field-malformed} */
    public static TrialRole named(@Nullable String name) {
        return Stream.of(values())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.malformed("field-malformed").with("field", "role"));
    }

    public Role role() {
        return role;
    }

    /** The name of somebody who is not there. */
    public String person() {
        return person;
    }
}
