package org.ziyuan.marketplace.people;

import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Accounts;
import org.ziyuan.marketplace.identity.Accounts.Account;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.identity.RoleGrants;
import org.ziyuan.marketplace.identity.RoleGrants.Grant;
import org.ziyuan.marketplace.mail.Letters;
import org.ziyuan.marketplace.mail.MailAddresses;
import org.ziyuan.marketplace.organization.Organizations;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.BeijingTime;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** Gives a person a role; somebody without an account gets one, and an invitation to it. */
@Component
public class AdmitPerson {

    private final Granting granting;
    private final Accounts accounts;
    private final RoleGrants grants;
    private final Invitations invitations;
    private final Organizations organizations;
    private final MailAddresses addresses;
    private final Letters letters;
    private final MoneyTransactions transactions;
    private final AuditLog audit;

    AdmitPerson(
            Granting granting,
            Accounts accounts,
            RoleGrants grants,
            Invitations invitations,
            Organizations organizations,
            MailAddresses addresses,
            Letters letters,
            MoneyTransactions transactions,
            AuditLog audit) {
        this.granting = granting;
        this.accounts = accounts;
        this.grants = grants;
        this.invitations = invitations;
        this.organizations = organizations;
        this.addresses = addresses;
        this.letters = letters;
        this.transactions = transactions;
        this.audit = audit;
    }

    /**
     * What is wished.
     *
     * @param until when the role ends by itself, null for never
     * @param mail where an invitation is sent, or, for somebody with an account and no address, a letter that asks whether it is
     *     his; empty for a slip on paper
     */
    public record Wish(
            String login,
            String name,
            Role role,
            UUID organization,
            @Nullable OffsetDateTime until,
            String mail) {

        public Wish(String login, String name, Role role, UUID organization, @Nullable OffsetDateTime until) {
            this(login, name, role, organization, until, "");
        }
    }

    /**
     * Gives the role from now on. An account with this login that bears another name is somebody else.
     *
     * @return the person
     * @throws Refusal {@code mail-address-malformed}, {@code mail-not-for-pupils}, {@code login-malformed}, {@code login-taken}, {@code name-required}, {@code organization-not-found},
     *     {@code role-not-yours-to-give}, {@code role-not-for-organization}, {@code role-held-already}, {@code
     *     duties-exclude}, {@code role-ends-before-it-begins}
     */
    public Mono<UUID> admit(UUID id, Wish wish, Actor by) {
        return transactions.execute(within(id, wish, by));
    }

    /**
     * The same, where the person holds the code of the invitation already. Whoever has an account signs in without it.
     *
     * @param codeHash as {@link SlipCode#hash} makes it
     */
    public Mono<UUID> admit(UUID id, Wish wish, byte[] codeHash, Actor by) {
        return transactions.execute(
                within(id, wish, by).delayUntil(person -> invitations.code(Ids.derived("invitation", id), codeHash)));
    }

    /** Gives the role within a transaction that was begun already. Refuses as {@link #admit}. */
    Mono<UUID> within(UUID id, Wish wish, Actor by) {
        return Mono.fromCallable(() -> read(wish))
                .flatMap(read ->
                        organizations.find(read.organization(), by).then(Mono.defer(() -> admitNow(id, read, by))));
    }

    private static Wish read(Wish wish) {
        if (wish.until() != null && wish.until().isBefore(OffsetDateTime.now(BeijingTime.ZONE))) {
            throw Refusal.invalid("role-ends-before-it-begins").with("field", "until");
        }
        return new Wish(
                Accounts.login(wish.login()),
                Accounts.name(wish.name()),
                wish.role(),
                wish.organization(),
                wish.until(),
                mail(wish));
    }

    /** Pupils and parents get nothing by mail. */
    private static String mail(Wish wish) {
        if (wish.mail().isBlank()) {
            return "";
        }
        if (wish.role() == Role.PUPIL || wish.role() == Role.PARENT) {
            throw Refusal.invalid("mail-not-for-pupils").with("field", "mail");
        }
        return MailAddresses.read(wish.mail());
    }

    private Mono<UUID> admitNow(UUID id, Wish wish, Actor by) {
        return granting.right(wish.role(), wish.organization(), by)
                .delayUntil(as -> granting.fits(wish.role(), wish.organization()))
                .flatMap(as -> accounts.locked(wish.login())
                        .flatMap(known -> known(known, wish, as, by))
                        .switchIfEmpty(Mono.defer(() -> fresh(id, wish, as, by))));
    }

    private Mono<UUID> known(Account known, Wish wish, Role as, Actor by) {
        if (!known.displayName().equals(wish.name())) {
            return Mono.error(Refusal.conflict("login-taken").with("field", "login"));
        }
        return granting.mayHold(known.id(), wish.role(), wish.organization(), null)
                .then(Mono.defer(() -> give(Ids.next(), known.id(), wish, as, by)))
                .then(Mono.defer(() -> ask(known.id(), wish.mail())))
                .thenReturn(known.id());
    }

    private Mono<UUID> fresh(UUID id, Wish wish, Role as, Actor by) {
        UUID grant = Ids.derived("grant", id);
        return accounts.make(id, wish.login(), wish.name(), null)
                .then(Mono.defer(() -> give(grant, id, wish, as, by)))
                .then(Mono.defer(
                        () -> invitations.make(Ids.derived("invitation", id), id, grant, Invitations.TO_A_ROLE, by)))
                .then(Mono.defer(() -> send(id, wish.mail())))
                .thenReturn(id);
    }

    private Mono<Void> send(UUID id, String mail) {
        return mail.isEmpty() || !letters.on()
                ? Mono.empty()
                : addresses
                        .enter(id, mail)
                        .then(Mono.defer(() -> letters.want(
                                Ids.derived("letter", id), InvitationLetter.KIND, Ids.derived("invitation", id), id)));
    }

    /** Asks somebody without an address whether this one is his; an address that he has stays. */
    private Mono<Void> ask(UUID person, String mail) {
        return mail.isEmpty() || !letters.on()
                ? Mono.empty()
                : addresses
                        .enterFirst(person, mail)
                        .filter(entered -> entered)
                        .flatMap(entered -> letters.wantProof(person));
    }

    private Mono<Void> give(UUID grant, UUID person, Wish wish, Role as, Actor by) {
        return grants.give(new Grant(grant, person, wish.role(), wish.organization(), as, null, wish.until()), by)
                .then(Mono.defer(() -> audit.record(
                        by,
                        "role.granted",
                        "person",
                        person,
                        Map.of("role", wish.role(), "organizationId", wish.organization(), "as", as))));
    }
}
