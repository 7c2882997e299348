package org.ziyuan.marketplace.worklist;

import java.util.Set;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;

/**
 * A kind of work that waits for people.
 *
 * @param name one word; pages and programs know the kind by it
 * @param roles who may ever do it; anybody else is not even asked for
 * @param sql a query over {@code :person}, {@code :roles}, {@code :own} (the organization acted for) and {@code :below} (the
 *     beginning of the paths of what lies below a bureau). It answers what waits for this very person and nothing that he may not do: {@code id},
 *     {@code target} (the document where it is done), {@code number}, {@code about}, {@code who}, {@code amount_in_fen},
 *     {@code since} and {@code due_at}; amount and due time may be null
 * @param reminds whether who may do it is reminded of its due time
 */
public record WorkKind(String name, Set<Role> roles, String sql, boolean reminds) {

    /** Makes a kind of work without reminders. */
    public WorkKind(String name, Set<Role> roles, String sql) {
        this(name, roles, sql, false);
    }

    public WorkKind {
        roles = Set.copyOf(roles);
    }

    /** The same, of whose due time people are reminded: the day before and the day after. */
    public WorkKind reminding() {
        return new WorkKind(name, roles, sql, true);
    }

    boolean isFor(Actor actor) {
        return roles.stream().anyMatch(actor::is);
    }
}
