package org.ziyuan.marketplace.identity;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All people and what they may do where (view {@code acting_capacity}). Every answer is of this moment: nothing is cached. */
@Component
public class People {

    private static final String CAPACITIES = """
            select person_id, display_name, organization_id, path, organization_name, roles from acting_capacity
             where person_id = %s order by path
            """;

    private final DatabaseClient database;

    People(DatabaseClient database) {
        this.database = database;
    }

    /** The person acting for this organization; empty when he may not, or no longer. */
    public Mono<Actor> actor(UUID person, UUID organization) {
        return database.sql("""
                        select person_id, display_name, organization_id, path, organization_name, roles from acting_capacity
                         where person_id = :person and organization_id = :organization
                        """)
                .bind("person", person)
                .bind("organization", organization)
                .map(row -> Capacity.of(row).actor())
                .one();
    }

    /** The organizations a person may act for, from the top of the tree down. */
    public Flux<Membership> memberships(UUID person) {
        return capacities(person).map(Membership::of);
    }

    /** The same with what he may do there. */
    public Flux<Capacity> capacities(UUID person) {
        return database.sql(CAPACITIES.formatted(":person"))
                .bind("person", person)
                .map(Capacity::of)
                .all();
    }

    /** The same of somebody who signs in. */
    public static Beside<List<Capacity>> capacitiesBeside() {
        return Beside.rows("capacities", CAPACITIES.formatted("p.id"), Map.of(), Capacity::of);
    }

    /** What the password of a person is compared with. */
    Mono<Credentials> credentials(UUID person) {
        return database.sql("select id, login, password_hash, status from person where id = :person")
                .bind("person", person)
                .map(Credentials::of)
                .one();
    }

    /** A new password: every session that was opened before is closed by it. */
    Mono<Void> changePassword(UUID person, String hash) {
        return database.sql("""
                        update person set password_hash = :hash, must_change_password = false,
                               credentials_changed_at = clock_timestamp() where id = :person
                        """).bind("hash", hash).bind("person", person).then();
    }

    record Credentials(UUID person, String login, @Nullable String hash, boolean active) {
        static final Credentials NOBODY = new Credentials(new UUID(0, 0), "", null, false);

        static Credentials of(Readable row) {
            return new Credentials(
                    id(row, "id"),
                    text(row, "login"),
                    row.get("password_hash", String.class),
                    text(row, "status").equals("ACTIVE"));
        }
    }
}
