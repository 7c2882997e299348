package org.ziyuan.marketplace.mail;

import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.outbox.Outbox;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/** Has letters sent. They go by the outbox: no request waits for a server, and what is rolled back is not sent. */
@Component
public class Letters {

    static final String WANTED = "LetterWanted";

    private final MailSettings settings;
    private final Outbox outbox;
    private final DatabaseClient database;

    public Letters(MailSettings settings, Outbox outbox, DatabaseClient database) {
        this.settings = settings;
        this.outbox = outbox;
        this.database = database;
    }

    /** Whether there is mail at all. */
    public boolean on() {
        return settings.on();
    }

    /** Wants the letter that asks at a new address whether it is the person's, within the caller's transaction. */
    public Mono<Void> wantProof(UUID person) {
        return want(Ids.next(), AddressLetter.KIND, person, person);
    }

    /**
     * Wants a letter within the caller's transaction; the same id again is the same letter. Nothing when there is no mail, or
     * the person has no address or does not want letters of this kind.
     *
     * @param kind the name of a {@link LetterKind}
     * @param about what it is about
     */
    public Mono<Void> want(UUID id, String kind, UUID about, UUID person) {
        if (!on()) {
            return Mono.empty();
        }
        return database.sql("""
                        select person_id from mail_address
                         where person_id = :person and refused_at is null and :kind <> all (muted)
                        """)
                .bind("person", person)
                .bind("kind", kind)
                .mapValue(UUID.class)
                .one()
                .flatMap(reachable -> outbox.publish(
                        id,
                        WANTED,
                        "letter",
                        id,
                        Map.of("kind", kind, "about", about.toString(), "person", person.toString())));
    }
}
