package org.ziyuan.marketplace.access.history;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.access.history.SignedIn.Means;
import org.ziyuan.marketplace.access.history.SignedIn.Outcome;
import org.ziyuan.marketplace.factor.SecondFactor.Kind;
import org.ziyuan.marketplace.identity.SignIn;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.WrittenLast;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All sign-ins of half a year, the latest 200 of each person. */
@Component
public class SignIns {

    private static final int KEPT_A_PERSON = 200;
    private static final int SHOWN = 20;

    private static final String TRIMMED = """
            delete from sign_in where person_id = :person and id in (
              select id from sign_in where person_id = :person order by at desc offset :others)
            """;

    private static final WrittenLast.Insert OPENED = new WrittenLast.Insert(
            "insert into sign_in (id, person_id, means, second, outcome, device, network)",
            "(:id, :person, :means, :second, :outcome, :device, :network)",
            "");

    private final DatabaseClient database;

    SignIns(DatabaseClient database) {
        this.database = database;
    }

    /** Notes that a person has signed in; the answer is what his session calls this sign-in. */
    public Mono<UUID> opened(UUID person, Means means, @Nullable Kind second, Where where) {
        UUID id = Ids.next();
        return WrittenLast.change(database, TRIMMED, Map.of("person", person, "others", KEPT_A_PERSON - 1))
                .then(Mono.defer(() -> WrittenLast.row(
                        database,
                        OPENED,
                        Map.of(
                                "id", id,
                                "person", person,
                                "means", means.name(),
                                "second", Parameter.fromOrEmpty(second == null ? null : second.name(), String.class),
                                "outcome", Outcome.OPENED.name(),
                                "device", where.device(),
                                "network", where.network()))))
                .thenReturn(id);
    }

    /** Notes that the second factor of a person was refused, after the first step was taken. */
    public Mono<Void> secondRefused(UUID person, Means means, Where where) {
        return refused("person_id", person, means, Outcome.SECOND_REFUSED, where);
    }

    /** Notes that a password was refused, under a digest of the login that was typed: there may be no such person. */
    public Mono<Void> refused(String login, Where where) {
        return refused("typed", SignIn.digest(login), Means.PASSWORD, Outcome.REFUSED, where);
    }

    private Mono<Void> refused(String column, Object who, Means means, Outcome outcome, Where where) {
        return database.sql("""
                        insert into sign_in (id, %s, means, outcome, device, network)
                        values (:id, :who, :means, :outcome, :device, :network)
                        """.formatted(column))
                .bind("id", Ids.next())
                .bind("who", who)
                .bind("means", means.name())
                .bind("outcome", outcome.name())
                .bind("device", where.device())
                .bind("network", where.network())
                .then();
    }

    /** The latest twenty of a person, the refused attempts under his login among them. */
    public Flux<SignedIn> ofPerson(UUID person) {
        return database.sql("select login from person where id = :person")
                .bind("person", person)
                .mapValue(String.class)
                .one()
                .flatMapMany(login -> latest(person, SignIn.digest(login)));
    }

    private Flux<SignedIn> latest(UUID person, String digest) {
        return database.sql("""
                        select at, means, second, outcome, device, network from (
                          (select * from sign_in where person_id = :person order by at desc limit :shown)
                          union all
                          (select * from sign_in where typed = :typed order by at desc limit :shown)) s
                         order by at desc limit :shown
                        """)
                .bind("person", person)
                .bind("typed", digest)
                .bind("shown", SHOWN)
                .map(Rows.as(SignedIn.class))
                .all();
    }
}
