package org.ziyuan.storefront.people;

import org.springframework.util.MultiValueMap;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;

/** Reads the role that was chosen in a form. */
final class RoleField {

    private RoleField() {}

    /** @throws Refusal {@code field-missing} when it is none that there is */
    static Role of(MultiValueMap<String, String> form) {
        try {
            return Role.valueOf(Fields.text(form, "role"));
        } catch (IllegalArgumentException unknown) {
            throw Refusal.invalid("field-missing").with("field", "role");
        }
    }
}
