package org.ziyuan.marketplace.people;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.text;

import java.util.Map;
import java.util.Set;
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
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** Ends a role. A duty that must not stand empty goes to a successor in the same act. */
@Component
public class EndRole {

    static final TextField REASON = TextField.reason("reason", 500);

    /** What a school cannot do without anybody: its papers wait for these. */
    private static final Set<Role> STANDING = Set.of(Role.ACCOUNTANT, Role.CASHIER, Role.PRINCIPAL, Role.OPERATOR);

    private final DatabaseClient database;
    private final Granting granting;
    private final Accounts accounts;
    private final RoleGrants grants;
    private final Invitations invitations;
    private final LeftBehind work;
    private final MoneyTransactions transactions;
    private final AuditLog audit;

    EndRole(
            DatabaseClient database,
            Granting granting,
            Accounts accounts,
            RoleGrants grants,
            Invitations invitations,
            LeftBehind work,
            MoneyTransactions transactions,
            AuditLog audit) {
        this.database = database;
        this.granting = granting;
        this.accounts = accounts;
        this.grants = grants;
        this.invitations = invitations;
        this.work = work;
        this.transactions = transactions;
        this.audit = audit;
    }

    /**
     * Ends a grant now; one that is over already stays as it is.
     *
     * @param person whose it is
     * @param successor the login of somebody with an account who takes the duty over in the same act, or null
     * @throws Refusal {@code grant-not-found}, {@code role-not-yours-to-give}, {@code reason-required}, {@code last-operator},
     *     {@code last-of-duty}, {@code successor-unknown}, and for the successor {@code duties-exclude}
     */
    public Mono<Void> end(UUID person, UUID grant, String reason, @Nullable String successor, Actor by) {
        return Mono.fromCallable(() -> REASON.read(reason))
                .flatMap(why -> transactions.execute(Mono.defer(() -> find(grant, person)
                        .flatMap(held -> granting.right(held.role(), held.organization(), by)
                                .flatMap(as -> held.over() ? Mono.empty() : end(held, why, successor, as, by))))));
    }

    private Mono<Void> end(Held held, String why, @Nullable String successor, Role as, Actor by) {
        // Two who end the last two holders at once are decided here.
        return database.sql("select from organization where id = :id for no key update")
                .bind("id", held.organization())
                .then()
                .then(Mono.defer(() -> successor == null || successor.isBlank()
                        ? leavesNothingEmpty(held)
                        : succeed(held, successor.strip(), as, by)))
                .then(Mono.defer(() -> grants.end(held.id(), why, by)))
                .then(Mono.defer(() -> withoutRoles(held.person())))
                .then(Mono.defer(() -> audit.record(
                        by,
                        "role.ended",
                        "person",
                        held.person(),
                        Map.of("role", held.role(), "organizationId", held.organization(), "reason", why))));
    }

    /** Refuses unless another holds the duty too, or nothing waits for it. */
    Mono<Void> leavesNothingEmpty(Held held) {
        return STANDING.contains(held.role())
                ? others(held)
                        .filter(others -> others == 0)
                        .filterWhen(none ->
                                held.role() == Role.OPERATOR ? Mono.just(true) : work.waitsAt(held.organization()))
                        .flatMap(empty -> Mono.<Void>error(
                                held.role() == Role.OPERATOR
                                        ? Refusal.conflict("last-operator")
                                        : Refusal.conflict("last-of-duty")
                                                .with("field", "successor")
                                                .with("role", held.role())))
                : Mono.empty();
    }

    /**
     * Counts those who hold it too and can act. Invited people who have not come yet are not among them, nor stand-ins.
     * By the clock and not by the transaction's time, because another that waited less may have ended one after this one began.
     */
    private Mono<Long> others(Held held) {
        return database.sql("""
                        select count(distinct r.person_id) from role_assignment r join person p on p.id = r.person_id
                         where r.role = :role and (r.organization_id = :organization or r.role = 'OPERATOR')
                           and r.person_id <> :person and r.valid_from <= now() and r.lent_because is null
                           and (r.valid_until is null or r.valid_until > clock_timestamp()) and p.status = 'ACTIVE'
                           and not (p.password_hash is null and exists (
                             select from invitation i where i.person_id = p.id and i.grant_id is not null))
                        """)
                .bind("role", held.role().name())
                .bind("organization", held.organization())
                .bind("person", held.person())
                .mapValue(Long.class)
                .one();
    }

    private Mono<Void> succeed(Held held, String login, Role as, Actor by) {
        return accounts.locked(Accounts.meant(login))
                .filter(account ->
                        account.status() == PersonStatus.ACTIVE && !account.id().equals(held.person()))
                .map(Account::id)
                .switchIfEmpty(
                        Mono.error(() -> Refusal.invalid("successor-unknown").with("field", "successor")))
                .flatMap(next -> granting.mayHold(next, held.role(), held.organization(), null)
                        .onErrorResume(
                                Refusal.class,
                                refusal -> refusal.code().equals("role-held-already")
                                        ? Mono.error(Refusal.conflict("successor-holds-it")
                                                .with("field", "successor"))
                                        : Mono.error(refusal))
                        .then(Mono.defer(() -> grants.give(
                                new Grant(
                                        Ids.derived("successor", held.id()),
                                        next,
                                        held.role(),
                                        held.organization(),
                                        as,
                                        null,
                                        null),
                                by)))
                        .then(Mono.defer(() -> audit.record(
                                by,
                                "role.granted",
                                "person",
                                next,
                                Map.of(
                                        "role", held.role(),
                                        "organizationId", held.organization(),
                                        "succeeds", held.person())))));
    }

    /** Who has no role any more has nothing to be invited to. */
    private Mono<Void> withoutRoles(UUID person) {
        return granting.current(person)
                .hasElements()
                .flatMap(some -> some ? Mono.empty() : invitations.revokeOpen(person));
    }

    private Mono<Held> find(UUID grant, UUID person) {
        return database.sql("""
                        select id, person_id, role, organization_id, is_over(r) as over
                          from role_assignment r where id = :id and person_id = :person
                        """)
                .bind("id", grant)
                .bind("person", person)
                .map(row -> new Held(
                        id(row, "id"),
                        id(row, "person_id"),
                        Role.valueOf(text(row, "role")),
                        id(row, "organization_id"),
                        Boolean.TRUE.equals(row.get("over", Boolean.class))))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("grant", grant)));
    }

    /** A grant with its holder. */
    record Held(UUID id, UUID person, Role role, UUID organization, boolean over) {}
}
