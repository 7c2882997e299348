package org.ziyuan.marketplace.identity;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.read;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * The capacity in which somebody acts for an organization now, with the names that pages show.
 *
 * @param actor the person with the roles of this moment
 * @param organizationName the name of the organization acted for
 */
public record Capacity(Actor actor, String organizationName) {

    /** Reads a row of the view {@code acting_capacity}, whole. */
    public static Capacity of(Readable row) {
        return new Capacity(
                new Actor(
                        id(row, "person_id"),
                        text(row, "display_name"),
                        id(row, "organization_id"),
                        text(row, "path"),
                        roles(row)),
                text(row, "organization_name"));
    }

    static Set<Role> roles(Readable row) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Arrays.stream(read(row, "roles", String[].class)).map(Role::valueOf).forEach(roles::add);
        return roles;
    }
}
