package org.ziyuan.marketplace.licensing.lti;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The pseudonyms by which tools know people: random, kept for ever, another one for every tool. Two vendors that lay
 * their lists side by side find nobody twice, and no secret has to outlive the database for that.
 */
@Component
class Subjects {

    private final DatabaseClient database;

    Subjects(DatabaseClient database) {
        this.database = database;
    }

    Mono<String> of(UUID person, String clientId) {
        return database.sql("""
                        insert into tool_subject (client_id, person_id, subject) values (:client, :person, :fresh)
                        on conflict (client_id, person_id) do nothing
                        """)
                .bind("client", clientId)
                .bind("person", person)
                .bind("fresh", Hints.next())
                .then()
                .then(database.sql("select subject from tool_subject where client_id = :client and person_id = :person")
                        .bind("client", clientId)
                        .bind("person", person)
                        .mapValue(String.class)
                        .one());
    }
}
