package org.ziyuan.marketplace.people.standin;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Accounts;
import org.ziyuan.marketplace.identity.Accounts.Account;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.PersonStatus;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.identity.RoleGrants;
import org.ziyuan.marketplace.identity.RoleGrants.Grant;
import org.ziyuan.marketplace.people.Granting;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.BeijingTime;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/**
 * Lends a duty for a time. It is one's own, while one is away, or one that one may give, such as a school's payments to
 * the cashier of the payment centre above. It is a grant like any other, so the law of duties that exclude each other holds for it.
 */
@Component
public class LendDuty {

    /** Beyond a year it is no absence any more, and the duty is given to somebody else. */
    private static final Duration LONGEST = Duration.ofDays(366);

    private static final TextField REASON = TextField.reason("reason", 500);

    private final DatabaseClient database;
    private final Granting granting;
    private final Accounts accounts;
    private final RoleGrants grants;
    private final MoneyTransactions transactions;
    private final AuditLog audit;

    LendDuty(
            DatabaseClient database,
            Granting granting,
            Accounts accounts,
            RoleGrants grants,
            MoneyTransactions transactions,
            AuditLog audit) {
        this.database = database;
        this.granting = granting;
        this.accounts = accounts;
        this.grants = grants;
        this.transactions = transactions;
        this.audit = audit;
    }

    /**
     * What is lent, in the organization that the lender acts for.
     *
     * @param login of somebody with an account
     * @param name of the same person, so that a mistyped login lends nothing
     * @param from when it begins; a past moment is now
     */
    public record Wish(
            String login, String name, Role role, OffsetDateTime from, OffsetDateTime until, String reason) {}

    /**
     * Lends the duty. The same id again is the same act.
     *
     * @throws Refusal {@code reason-required}, {@code login-malformed}, {@code stand-in-unknown}, {@code stand-in-is-yourself},
     *     {@code stand-in-period}, {@code role-not-yours-to-lend}, {@code role-not-for-organization}, {@code
     *     role-held-already}, {@code duties-exclude}
     */
    public Mono<UUID> lend(UUID id, Wish wish, Actor by) {
        return Mono.fromCallable(() -> read(wish))
                .flatMap(read -> transactions.execute(Mono.defer(() -> lent(id, by)
                        .map(again -> id)
                        .switchIfEmpty(
                                Mono.defer(() -> found(read, by).flatMap(standIn -> lend(id, standIn, read, by)))))));
    }

    private static Wish read(Wish wish) {
        OffsetDateTime now = OffsetDateTime.now(BeijingTime.ZONE);
        OffsetDateTime from = wish.from().isBefore(now) ? now : wish.from();
        if (!wish.until().isAfter(from) || from.plus(LONGEST).isBefore(wish.until())) {
            throw Refusal.invalid("stand-in-period").with("field", "until").with("most", LONGEST.toDays());
        }
        return new Wish(
                Accounts.login(wish.login()),
                Accounts.name(wish.name()),
                wish.role(),
                from,
                wish.until(),
                REASON.read(wish.reason()));
    }

    private Mono<Account> found(Wish wish, Actor by) {
        return accounts.locked(wish.login())
                .filter(account -> account.status() == PersonStatus.ACTIVE
                        && account.displayName().equals(wish.name()))
                .switchIfEmpty(
                        Mono.error(() -> Refusal.invalid("stand-in-unknown").with("field", "login")))
                .filter(account -> !account.id().equals(by.person()))
                .switchIfEmpty(
                        Mono.error(() -> Refusal.invalid("stand-in-is-yourself").with("field", "login")));
    }

    private Mono<UUID> lend(UUID id, Account standIn, Wish wish, Actor by) {
        return own(wish, by)
                .map(grant -> new Right(wish.role(), grant))
                .switchIfEmpty(Mono.defer(() -> granting.right(wish.role(), by.organizationId(), by)
                        .onErrorMap(
                                Refusal.class,
                                none -> Refusal.forbidden("role-not-yours-to-lend")
                                        .with("field", "role")
                                        .with("role", wish.role()))
                        .map(as -> new Right(as, null))))
                .delayUntil(right -> granting.fits(wish.role(), by.organizationId()))
                .delayUntil(right -> granting.mayHold(standIn.id(), wish.role(), by.organizationId(), null))
                .delayUntil(right -> grants.lend(
                        new Grant(
                                id,
                                standIn.id(),
                                wish.role(),
                                by.organizationId(),
                                right.as(),
                                wish.from(),
                                wish.until()),
                        right.own(),
                        wish.reason(),
                        by))
                .then(Mono.defer(() -> audit.record(
                        by,
                        "duty.lent",
                        "person",
                        standIn.id(),
                        Map.of(
                                "role", wish.role(),
                                "organizationId", by.organizationId(),
                                "from", wish.from(),
                                "until", wish.until(),
                                "reason", wish.reason()))))
                .thenReturn(id);
    }

    /** The grant by which the lender holds the duty himself for the whole time; it stays so until the transaction ends. */
    private Mono<UUID> own(Wish wish, Actor by) {
        return database.sql("""
                        select id from role_assignment
                         where person_id = :person and organization_id = :own and role = :role and lent_because is null
                           and valid_from <= now() and (valid_until is null or valid_until >= :until)
                         limit 1 for share
                        """)
                .bind("person", by.person())
                .bind("own", by.organizationId())
                .bind("role", wish.role().name())
                .bind("until", wish.until())
                .mapValue(UUID.class)
                .one();
    }

    /**
     * Takes back what one lent oneself; what is over stays as it is.
     *
     * @throws Refusal {@code grant-not-found}
     */
    public Mono<Void> takeBack(UUID grant, String reason, Actor by) {
        return Mono.fromCallable(() -> REASON.read(reason))
                .flatMap(why -> transactions.execute(Mono.defer(() -> lent(grant, by)
                        .switchIfEmpty(Mono.error(() -> Refusal.notFound("grant", grant)))
                        .filter(lent -> !lent.over())
                        .flatMap(lent -> grants.end(grant, why, by)
                                .then(Mono.defer(() -> audit.record(
                                        by,
                                        "duty.taken-back",
                                        "person",
                                        lent.person(),
                                        Map.of(
                                                "role", lent.role(),
                                                "organizationId", by.organizationId(),
                                                "reason", why))))))));
    }

    private Mono<Lent> lent(UUID grant, Actor by) {
        return database.sql("""
                        select person_id as person, role, is_over(r) as over from role_assignment r
                         where id = :id and granted_by = :person and granted_for = :own and lent_because is not null
                           for no key update
                        """)
                .bind("id", grant)
                .bind("person", by.person())
                .bind("own", by.organizationId())
                .map(Rows.as(Lent.class))
                .one();
    }

    private record Right(Role as, @Nullable UUID own) {}

    record Lent(UUID person, Role role, boolean over) {}
}
