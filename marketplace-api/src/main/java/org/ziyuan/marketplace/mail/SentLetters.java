package org.ziyuan.marketplace.mail;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.mail.MailAddresses.Address;
import reactor.core.publisher.Mono;

/** Remembers what was sent to whom when, so that no letter goes out twice and no person gets too many. */
@Component
class SentLetters {

    private static final int MOST_A_DAY = 10;

    private final DatabaseClient database;

    SentLetters(DatabaseClient database) {
        this.database = database;
    }

    /** Whether a letter was not sent yet, and its person did not get ten of its kind within a day. */
    Mono<Boolean> may(UUID id, UUID person, String kind) {
        return database.sql("""
                        select not exists (select from letter where id = :id) and :most > (
                          select count(*) from letter
                           where person_id = :person and kind = :kind and sent_at > now() - interval '1 day')
                        """)
                .bind("id", id)
                .bind("person", person)
                .bind("kind", kind)
                .bind("most", MOST_A_DAY)
                .mapValue(Boolean.class)
                .one();
    }

    Mono<Void> write(UUID id, String kind, Letter letter, Address address, String outcome) {
        return database.sql("""
                        insert into letter (id, person_id, kind, address, proof, outcome)
                        values (:id, :person, :kind, :address, :proof, :outcome) on conflict (id) do nothing
                        """)
                .bind("id", id)
                .bind("person", letter.person())
                .bind("kind", kind)
                .bind("address", address.digest())
                .bind("proof", Parameter.fromOrEmpty(letter.proof(), byte[].class))
                .bind("outcome", outcome)
                .then();
    }
}
