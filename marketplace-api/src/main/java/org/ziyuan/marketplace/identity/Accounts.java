package org.ziyuan.marketplace.identity;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.PersonStatus.Event;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Columns;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.text.TextField;
import reactor.core.publisher.Mono;

/** Writes people: each has one account, whatever he does for how many organizations. */
@Component
public class Accounts {

    private static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9.-]{2,63}");
    private static final TextField NAME = TextField.name("displayName", 1, 64).refusing("name-required");

    private final DatabaseClient database;
    private final People people;
    private final Passwords passwords;

    Accounts(DatabaseClient database, People people, Passwords passwords) {
        this.people = people;
        this.database = database;
        this.passwords = passwords;
    }

    /** The login that is meant, however a spreadsheet or a keyboard wrote it. @throws Refusal {@code login-malformed} */
    public static String login(String typed) {
        String login = meant(typed);
        if (!LOGIN.matcher(login).matches()) {
            throw Refusal.invalid("login-malformed").with("field", "login");
        }
        return login;
    }

    /** What was typed as a login, without the blanks around it, in small letters and digits of the plain width. */
    public static String meant(String typed) {
        return TextField.plain(typed).toLowerCase(Locale.ROOT);
    }

    /** @throws Refusal {@code name-required}, or what a name refuses */
    public static String name(@Nullable String typed) {
        return NAME.read(typed);
    }

    /**
     * Makes an account. Refuses with {@code login-taken}.
     *
     * @param passwordHash null for somebody who chooses a password when he comes
     */
    public Mono<Void> make(UUID id, String login, String name, @Nullable String passwordHash) {
        return database.sql("""
                        insert into person (id, login, display_name, password_hash)
                        values (:id, :login, :name, :hash) on conflict (login) do nothing
                        """)
                .bind("id", id)
                .bind("login", login)
                .bind("name", name)
                .bind("hash", Parameter.fromOrEmpty(passwordHash, String.class))
                .fetch()
                .rowsUpdated()
                .flatMap(inserted -> inserted > 0
                        ? Mono.empty()
                        : Mono.error(Refusal.conflict("login-taken").with("field", "login")));
    }

    /** Somebody with this login, under a lock until the transaction ends; empty when there is none. */
    public Mono<Account> locked(String login) {
        return database.sql("select id, login, display_name, status from person where login = :login for no key update")
                .bind("login", login)
                .map(Rows.as(Account.class))
                .one();
    }

    /** The hash of a password that somebody chooses. Refuses as {@link Passwords#hash}. */
    public Mono<String> hash(String password, String login) {
        return passwords.hash(password, login);
    }

    /** Gives a person the password that he chose: all his sessions are over. */
    public Mono<Void> choosePassword(UUID person, String hash) {
        return people.changePassword(person, hash);
    }

    /** Keeps a person out, or lets him in again; {@code person-state-forbids} when he is so already. */
    public Mono<PersonStatus> move(UUID person, Event event) {
        return database.sql("select status from person where id = :person for no key update")
                .bind("person", person)
                .map(row -> PersonStatus.valueOf(Columns.text(row, "status")))
                .one()
                .flatMap(now -> PersonStatus.LIFE_CYCLE.next(now, event))
                .delayUntil(next -> database.sql("update person set status = :status where id = :person")
                        .bind("status", next.name())
                        .bind("person", person)
                        .then());
    }

    /** An account as it is found by its login. */
    public record Account(UUID id, String login, String displayName, PersonStatus status) {}
}
