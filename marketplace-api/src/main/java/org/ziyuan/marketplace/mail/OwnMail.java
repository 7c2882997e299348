package org.ziyuan.marketplace.mail;

import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.digest.Sha256;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Columns;
import org.ziyuan.marketplace.text.TypedCode;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** What a person does about his own mail: the address, the proof that it is his, and what he does not want. */
@Component
public class OwnMail {

    /** The kinds of letters that a person may switch off; {@code address} comes only when he asks for it. */
    public static final List<String> KINDS = List.of("invitation", DailyLetters.KIND);

    private static final int MOST_ASKED_A_DAY = 5;

    private final DatabaseClient database;
    private final MailAddresses addresses;
    private final Letters letters;
    private final MoneyTransactions transactions;

    OwnMail(DatabaseClient database, MailAddresses addresses, Letters letters, MoneyTransactions transactions) {
        this.database = database;
        this.addresses = addresses;
        this.letters = letters;
        this.transactions = transactions;
    }

    /**
     * How it stands.
     *
     * @param on whether this installation sends mail at all
     * @param address with most of its letters left out; empty when there is none
     * @param muted kinds of letters that are not wanted
     */
    public record Standing(boolean on, String address, boolean verified, boolean refused, List<String> muted) {

        public Standing {
            muted = List.copyOf(muted);
        }
    }

    public Mono<Standing> standing(Actor actor) {
        return database.sql("""
                        select sealed, verified_at is not null as verified, refused_at is not null as refused, muted
                          from mail_address where person_id = :person
                        """)
                .bind("person", actor.person())
                .map(row -> new Standing(
                        letters.on(),
                        shortened(addresses.open(actor.person(), Columns.read(row, "sealed", byte[].class))),
                        Columns.read(row, "verified", Boolean.class),
                        Columns.read(row, "refused", Boolean.class),
                        List.of(Columns.read(row, "muted", String[].class))))
                .one()
                .defaultIfEmpty(new Standing(letters.on(), "", false, false, List.of()));
    }

    /**
     * Enters an address and sends a letter there that asks.
     *
     * @throws Refusal {@code mail-is-off}, {@code mail-address-malformed}, {@code mail-asked-too-often}
     */
    public Mono<Void> enter(String typed, Actor actor) {
        if (!letters.on()) {
            return Mono.error(Refusal.conflict("mail-is-off").with("field", "mail"));
        }
        return Mono.fromCallable(() -> MailAddresses.read(typed))
                .flatMap(address -> transactions.execute(Mono.defer(() -> notTooOften(actor.person())
                        .then(Mono.defer(() -> addresses.enter(actor.person(), address)))
                        .then(Mono.defer(() -> letters.wantProof(actor.person()))))));
    }

    private Mono<Void> notTooOften(UUID person) {
        return database.sql("""
                        select count(*) from letter
                         where person_id = :person and kind = :kind and sent_at > now() - interval '1 day'
                        """)
                .bind("person", person)
                .bind("kind", AddressLetter.KIND)
                .mapValue(Long.class)
                .one()
                .filter(asked -> asked >= MOST_ASKED_A_DAY)
                .flatMap(often -> Mono.error(Refusal.of(Refusal.Kind.TOO_MANY, "mail-asked-too-often")));
    }

    /**
     * The code of the letter that asked: the address is the person's.
     *
     * @throws Refusal {@code mail-code-unknown} for a code that is another's, outdone or three days old
     */
    public Mono<Void> verify(String code, Actor actor) {
        return database.sql("""
                        update mail_address set verified_at = now(), code_hash = null, code_until = null
                         where person_id = :person and code_hash = :hash and code_until > now()
                        """)
                .bind("person", actor.person())
                .bind("hash", hash(code))
                .fetch()
                .rowsUpdated()
                .filter(changed -> changed == 1)
                .switchIfEmpty(
                        Mono.error(() -> Refusal.invalid("mail-code-unknown").with("field", "mailCode")))
                .then();
    }

    /** From now on these kinds of letters, and no others, are kept from the person. @throws Refusal {@code field-malformed} */
    public Mono<Void> mute(List<String> unwanted, Actor actor) {
        if (!KINDS.containsAll(unwanted)) {
            return Mono.error(Refusal.malformed("field-malformed").with("field", "kind"));
        }
        return database.sql("update mail_address set muted = :unwanted where person_id = :person")
                .bind("unwanted", unwanted.toArray(String[]::new))
                .bind("person", actor.person())
                .then();
    }

    /** Takes the address away. */
    public Mono<Void> forget(Actor actor) {
        return database.sql("delete from mail_address where person_id = :person")
                .bind("person", actor.person())
                .then();
    }

    static byte[] hash(String code) {
        return Sha256.of("mail:" + TypedCode.plain(code));
    }

    /** {@code z***@school.cn}: enough for its owner. */
    private static String shortened(String address) {
        int at = address.indexOf('@');
        return address.charAt(0) + "***" + address.substring(at);
    }
}
