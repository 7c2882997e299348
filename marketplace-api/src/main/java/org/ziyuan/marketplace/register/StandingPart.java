package org.ziyuan.marketplace.register;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.organization.Organization;

/**
 * What there is.
 *
 * @param byKey by the keys of their codes
 * @param parents the codes of those above, by id
 * @param schoolCodes the keys of whose they are
 * @param own the key of who brings the file in, below whom new rows lie that name no parent; "" for the operator
 */
record StandingPart(
        Map<String, Organization> byKey, Map<UUID, String> parents, Map<String, String> schoolCodes, String own) {

    @Nullable
    Organization of(String key) {
        return byKey.get(key);
    }

    String parentOf(Organization found) {
        return found.parentId() == null ? "" : parents.getOrDefault(found.parentId(), "");
    }
}
