package org.ziyuan.marketplace.vendor;

import static org.ziyuan.marketplace.row.Columns.flag;

import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Accounts;
import org.ziyuan.marketplace.organization.CreditCode;
import org.ziyuan.marketplace.people.SlipCode;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** Takes a stranger's request to become a vendor. */
@Component
public class ApplyAsVendor {

    private static final TextField NAME = TextField.name("name", 2, 100);
    private static final TextField CONTACT = TextField.name("contactName", 1, 60);
    private static final Pattern PHONE = Pattern.compile("[0-9+ -]{7,20}");
    /** More than anybody reads; what comes then waits. */
    private static final int MOST_WAITING = 500;
    /** A fair or an office behind one address sends a few; whoever sends more fills the desk of everybody. */
    private static final int MOST_A_DAY = 10;

    private final DatabaseClient database;
    private final MoneyTransactions transactions;

    ApplyAsVendor(DatabaseClient database, MoneyTransactions transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    /** What is asked; the login is that of the contact. */
    public record Wish(
            String name, String creditCode, String vendorType, String contactName, String phone, String login) {

        Wish read() {
            String plainPhone = TextField.plain(phone);
            if (!PHONE.matcher(plainPhone).matches()) {
                throw Refusal.invalid("phone-malformed").with("field", "phone");
            }
            return new Wish(
                    NAME.read(name),
                    CreditCode.read(TextField.plain(creditCode)),
                    VendorType.of(vendorType).column(),
                    CONTACT.read(contactName),
                    plainPhone,
                    Accounts.login(login));
        }
    }

    /**
     * Keeps it for the operator.
     *
     * @param code as {@code TypedCode.draw} makes it: by it the applicant reads what became of it, and joins once he is let in
     * @throws Refusal {@code text-length} and its like, {@code credit-code-malformed}, {@code credit-code-check-digit}, {@code
     *     field-missing}, {@code phone-malformed}, {@code login-malformed}; {@code vendor-known}; {@code
     *     vendor-applications-full}, and {@code vendor-applications-from-here} beyond ten a day from one address
     */
    public Mono<Void> ask(UUID id, Wish wish, String code, String address) {
        return Mono.fromCallable(wish::read)
                .flatMap(read -> transactions.execute(
                        mayAsk(read, address).then(Mono.defer(() -> insert(id, read, code, address)))));
    }

    private Mono<Void> mayAsk(Wish wish, String address) {
        return database.sql("""
                        select exists (select from organization
                                        where kind = 'vendor' and unified_credit_code = :code and status <> 'TERMINATED')
                            or exists (select from vendor_application where credit_code = :code and state = 'ASKED') as known,
                               (select count(*) from vendor_application where state = 'ASKED') >= :most as full_up,
                               (select count(*) from vendor_application
                                 where address = :address and asked_at > now() - interval '1 day') >= :aDay as from_here
                        """)
                .bind("code", wish.creditCode())
                .bind("most", MOST_WAITING)
                .bind("address", address)
                .bind("aDay", MOST_A_DAY)
                .map(row -> new Standing(flag(row, "known"), flag(row, "full_up"), flag(row, "from_here")))
                .one()
                .doOnNext(Standing::check)
                .then();
    }

    private record Standing(boolean known, boolean full, boolean crowded) {

        void check() {
            if (known) {
                throw Refusal.conflict("vendor-known").with("field", "unifiedCreditCode");
            }
            if (crowded) {
                throw Refusal.of(Refusal.Kind.TOO_MANY, "vendor-applications-from-here")
                        .with("most", MOST_A_DAY);
            }
            if (full) {
                throw Refusal.conflict("vendor-applications-full");
            }
        }
    }

    private Mono<Void> insert(UUID id, Wish wish, String code, String address) {
        return database.sql("""
                        insert into vendor_application (id, name, credit_code, vendor_type, contact_name, phone, login, code_hash,
                               address)
                        values (:id, :name, :creditCode, :type, :contact, :phone, :login, :hash, :address)
                        """)
                .bind("id", id)
                .bind("name", wish.name())
                .bind("creditCode", wish.creditCode())
                .bind("type", wish.vendorType())
                .bind("contact", wish.contactName())
                .bind("phone", wish.phone())
                .bind("login", wish.login())
                .bind("hash", SlipCode.hash(code))
                .bind("address", address)
                .then();
    }
}
