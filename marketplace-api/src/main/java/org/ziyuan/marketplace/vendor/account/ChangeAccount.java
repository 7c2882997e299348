package org.ziyuan.marketplace.vendor.account;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.secret.ColumnEncryption;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.marketplace.vendor.account.AccountState.Event;
import reactor.core.publisher.Mono;

/**
 * One person of the vendor names an account, one of the operator's puts it in force. A letter that says "our account has
 * changed" is the oldest fraud there is: whoever approves another account has called the vendor back and says whom.
 */
@Component
public class ChangeAccount {

    private static final TextField CALLED = TextField.name("called", 2, 200).refusing("account-call-back-required");
    private static final TextField REASON = TextField.reason("reason", 500);

    private final DatabaseClient database;
    private final SettlementAccounts accounts;
    private final ColumnEncryption encryption;
    private final AuditLog audit;
    private final MoneyTransactions transactions;

    ChangeAccount(
            DatabaseClient database,
            SettlementAccounts accounts,
            ColumnEncryption encryption,
            AuditLog audit,
            MoneyTransactions transactions) {
        this.database = database;
        this.accounts = accounts;
        this.encryption = encryption;
        this.audit = audit;
        this.transactions = transactions;
    }

    /**
     * Names an account; money goes where it went until it is approved. The same id twice is once.
     *
     * @throws Refusal what {@link NewAccount} refuses; {@code role-required}; {@code account-waits} while another one waits
     */
    public Mono<Void> propose(UUID id, NewAccount wanted, Actor vendor) {
        return Mono.fromRunnable(() -> vendor.require(Role.VENDOR_MANAGER))
                .then(Mono.fromCallable(wanted::read))
                .flatMap(read ->
                        transactions.execute(room(id, vendor).then(Mono.defer(() -> insert(id, read, vendor)))));
    }

    /** The organization's row is held, so that of two at once one waits and is refused. */
    private Mono<Void> room(UUID id, Actor vendor) {
        return database.sql("select id from organization where id = :own for no key update")
                .bind("own", vendor.organizationId())
                .then()
                .then(database.sql("""
                                select exists (select from settlement_account
                                                where vendor_id = :own and id <> :id and state = 'WAITING')
                                """)
                        .bind("own", vendor.organizationId())
                        .bind("id", id)
                        .mapValue(Boolean.class)
                        .one())
                .filter(waits -> waits)
                .flatMap(waits -> Mono.error(Refusal.conflict("account-waits")));
    }

    private Mono<Void> insert(UUID id, NewAccount account, Actor vendor) {
        byte[] number = account.accountNumber().getBytes(StandardCharsets.UTF_8);
        return database.sql("""
                        insert into settlement_account (id, vendor_id, account_name, bank, sealed_number, sealed_with, ending,
                               proposed_by, proposed_by_name)
                        values (:id, :own, :name, :bank, :number, :with, :ending, :by, :byName) on conflict (id) do nothing
                        """)
                .bind("id", id)
                .bind("own", vendor.organizationId())
                .bind("name", account.accountName())
                .bind("bank", account.bank())
                .bind("number", encryption.encrypt(number, SettlementAccounts.sealedFor(id)))
                .bind("with", encryption.keyName())
                .bind("ending", account.ending())
                .bind("by", vendor.person())
                .bind("byName", vendor.displayName())
                .fetch()
                .rowsUpdated()
                .filter(made -> made > 0)
                .flatMap(made -> audit.record(
                        vendor,
                        "vendor.account-named",
                        "organization",
                        vendor.organizationId(),
                        Map.of("account", id, "ending", account.ending())));
    }

    /**
     * Puts it in force. The table refuses with {@code account-own-approval} whoever named it himself.
     *
     * @param called who was called back, at which number known before, and when; may be empty of a first account
     * @throws Refusal {@code settlement-account-not-found}, {@code settlement-account-state-forbids}; {@code
     *     account-call-back-required}
     */
    public Mono<Void> accept(UUID id, String called, Actor operator) {
        return transactions.execute(locked(id, operator).flatMap(account -> {
            String read = account.changes() || !called.isBlank() ? CALLED.read(called) : "";
            return decide(account, Event.ACCEPT, read, "", operator).then(paidUnder(account));
        }));
    }

    /** Gives it back. Refuses as {@link #accept} and with {@code reason-required}. */
    public Mono<Void> giveBack(UUID id, String reason, Actor operator) {
        return Mono.fromCallable(() -> REASON.read(reason))
                .flatMap(why -> transactions.execute(
                        locked(id, operator).flatMap(account -> decide(account, Event.RETURN, "", why, operator))));
    }

    private Mono<SettlementAccount> locked(UUID id, Actor operator) {
        return Mono.fromRunnable(() -> operator.require(Role.OPERATOR))
                .then(accounts.lock(id))
                .then(Mono.defer(() -> accounts.find(id, operator)));
    }

    private Mono<Void> decide(SettlementAccount account, Event event, String called, String why, Actor operator) {
        return AccountState.LIFE_CYCLE
                .next(account.state(), event)
                .flatMap(to -> database.sql("""
                                update settlement_account set state = :state, called = :called, reason = :reason,
                                       decided_by = :by, decided_by_name = :byName, decided_at = clock_timestamp()
                                 where id = :id
                                """)
                        .bind("state", to.name())
                        .bind("called", called)
                        .bind("reason", why)
                        .bind("by", operator.person())
                        .bind("byName", operator.displayName())
                        .bind("id", account.id())
                        .then()
                        .then(audit.record(
                                operator,
                                event == Event.ACCEPT ? "vendor.account-accepted" : "vendor.account-returned",
                                "organization",
                                account.vendorId(),
                                Map.of("account", account.id(), "called", called, "reason", why))));
    }

    /** The name that stands on the document of a payment. */
    private Mono<Void> paidUnder(SettlementAccount account) {
        return database.sql("update vendor_profile set settlement_account_name = :name where organization_id = :vendor")
                .bind("name", account.accountName())
                .bind("vendor", account.vendorId())
                .then();
    }
}
