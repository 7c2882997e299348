package org.ziyuan.storefront.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.transaction.Ids;

/** An invented person, with the rows that make him one who acts. */
record DemoPerson(UUID id, String login, String name, Role role, UUID organization) {

    Map<String, Object> row() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", id);
        row.put("login", login);
        row.put("display_name", name);
        row.put("must_change_password", false);
        row.put("demo", true);
        row.put("credentials_changed_at", "2026-09-01T00:00:00Z");
        row.put("created_at", "2026-09-01T00:00:00Z");
        return row;
    }

    Map<String, Object> assignment() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", Ids.derived("demo-role", login));
        row.put("person_id", id);
        row.put("role", role.name());
        row.put("organization_id", organization);
        row.put("valid_from", "2026-09-01T00:00:00Z");
        row.put("granted_at", "2026-09-01T00:00:00Z");
        boolean first = role == Role.OPERATOR;
        row.put("root", first ? "demo" : null);
        row.put("granted_by", first ? null : Ids.derived("demo-person", "operator"));
        row.put("granted_for", first ? null : DemoProvince.OPERATOR);
        row.put("granted_as", first ? null : Role.OPERATOR.name());
        return row;
    }
}
