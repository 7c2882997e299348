package org.ziyuan.marketplace.identity;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.read;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All people and what they may do where. Every answer is of this moment: nothing is cached. */
@Component
public class People {

    /** A role counts while it is valid, its holder is active and its organization still exists. */
    private static final String HELD_NOW = """
             from person p
             join role_assignment r on r.person_id = p.id
             join organization o on o.id = r.organization_id
            where p.status = 'active' and o.status <> 'terminated'
              and r.valid_from <= now() and (r.valid_until is null or now() < r.valid_until)
            """;

    private final DatabaseClient database;

    People(DatabaseClient database) {
        this.database = database;
    }

    /** The person acting for this organization; empty when he may not, or no longer. */
    public Mono<Actor> actor(UUID person, UUID organization) {
        return database.sql("select p.display_name, o.path, array_agg(r.role) as roles" + HELD_NOW + """
                         and p.id = :person and o.id = :organization group by p.id, o.id
                        """)
                .bind("person", person)
                .bind("organization", organization)
                .map(row -> new Actor(person, text(row, "display_name"), organization, text(row, "path"), roles(row)))
                .one();
    }

    /** The organizations a person may act for, from the top of the tree down. */
    public Flux<Membership> memberships(UUID person) {
        return database.sql("select o.id, o.name, array_agg(r.role) as roles" + HELD_NOW + """
                         and p.id = :person group by o.id order by o.path
                        """)
                .bind("person", person)
                .map(row -> new Membership(id(row, "id"), text(row, "name"), roles(row)))
                .all();
    }

    /** What a sign-in is checked against; empty for an unknown login. */
    Mono<Credentials> credentials(String login) {
        return database.sql("select id, login, password_hash, status from person where login = :login")
                .bind("login", login)
                .map(People::credentialsIn)
                .one();
    }

    Mono<Credentials> credentials(UUID person) {
        return database.sql("select id, login, password_hash, status from person where id = :person")
                .bind("person", person)
                .map(People::credentialsIn)
                .one();
    }

    /** A new password: every session that was opened before is closed by it. */
    Mono<Void> changePassword(UUID person, String hash) {
        return database.sql("""
                        update person set password_hash = :hash, must_change_password = false,
                               credentials_changed_at = clock_timestamp() where id = :person
                        """).bind("hash", hash).bind("person", person).then();
    }

    private static Credentials credentialsIn(Readable row) {
        return new Credentials(
                id(row, "id"),
                text(row, "login"),
                row.get("password_hash", String.class),
                text(row, "status").equals("active"));
    }

    private static Set<Role> roles(Readable row) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Arrays.stream(read(row, "roles", String[].class)).map(Role::valueOf).forEach(roles::add);
        return roles;
    }

    record Credentials(UUID person, String login, @Nullable String hash, boolean active) {
        static final Credentials NOBODY = new Credentials(new UUID(0, 0), "", null, false);
    }
}
