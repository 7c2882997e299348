package org.ziyuan.marketplace.people;

import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.factor.SecondFactors;
import org.ziyuan.marketplace.identity.Accounts;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.PersonStatus.Event;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.mail.Letters;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** Keeps a person out, lets him in again or to a new password. Whoever is above all that he does may do it. */
@Component
public class AdministerPerson {

    private final PeopleInSight people;
    private final Granting granting;
    private final Accounts accounts;
    private final EndRole ends;
    private final Invitations invitations;
    private final SecondFactors factors;
    private final Letters letters;
    private final MoneyTransactions transactions;
    private final AuditLog audit;

    AdministerPerson(
            PeopleInSight people,
            Granting granting,
            Accounts accounts,
            EndRole ends,
            Invitations invitations,
            SecondFactors factors,
            Letters letters,
            MoneyTransactions transactions,
            AuditLog audit) {
        this.people = people;
        this.granting = granting;
        this.accounts = accounts;
        this.ends = ends;
        this.invitations = invitations;
        this.factors = factors;
        this.letters = letters;
        this.transactions = transactions;
        this.audit = audit;
    }

    /**
     * Keeps a person out of every node at once. His roles stay, so that what he holds is handed over in order; a duty that
     * stands empty meanwhile is said on his page.
     *
     * @throws Refusal {@code person-not-found}, {@code person-not-yours}, {@code reason-required}, {@code not-oneself},
     *     {@code last-operator}, {@code person-state-forbids}
     */
    public Mono<Void> suspend(UUID person, String reason, Actor by) {
        return Mono.fromCallable(() -> EndRole.REASON.read(reason))
                .flatMap(why -> act(
                        person,
                        by,
                        Mono.defer(() -> operatorsRemain(person))
                                .then(Mono.defer(() -> accounts.move(person, Event.SUSPEND)))
                                .then(Mono.defer(() -> invitations.revokeOpen(person)))
                                .then(Mono.defer(() -> record("person.suspended", person, why, by)))));
    }

    /** Lets a person in again. Refuses as {@link #suspend}. */
    public Mono<Void> restore(UUID person, String reason, Actor by) {
        return Mono.fromCallable(() -> EndRole.REASON.read(reason))
                .flatMap(why -> act(
                        person,
                        by,
                        Mono.defer(() -> accounts.move(person, Event.RESTORE))
                                .then(Mono.defer(() -> record("person.restored", person, why, by)))));
    }

    /**
     * Opens a way to a new password; who is invited already gets another invitation to his role. Nobody sees a password.
     *
     * @param id of the invitation
     * @throws Refusal {@code person-not-found}, {@code person-not-yours}, {@code not-oneself}, {@code person-is-suspended}
     */
    public Mono<UUID> reset(UUID id, UUID person, Actor by) {
        return act(
                        person,
                        by,
                        people.find(person, by)
                                .flatMap(file -> file.person().status().isActive()
                                        ? renew(id, file, by)
                                        : Mono.error(Refusal.conflict("person-is-suspended"))))
                .thenReturn(id);
    }

    /**
     * Takes the second factors of somebody away who has lost his phone and his codes on paper. His password alone lets him set
     * up another one, and nothing else where a role needs it.
     *
     * @throws Refusal {@code person-not-found}, {@code person-not-yours}, {@code reason-required}, {@code not-oneself}
     */
    public Mono<Void> forgetSecondFactor(UUID person, String reason, Actor by) {
        return Mono.fromCallable(() -> EndRole.REASON.read(reason))
                .flatMap(why -> act(
                        person,
                        by,
                        Mono.defer(() -> factors.forget(person))
                                .then(Mono.defer(() -> record("second-factor.taken-away", person, why, by)))));
    }

    private Mono<Void> renew(UUID id, PersonFile file, Actor by) {
        UUID person = file.person().id();
        UUID grant = file.roles().stream()
                .filter(held -> file.person().invited() && !held.over())
                .findFirst()
                .map(RoleHeld::id)
                .orElse(null);
        return invitations
                .make(id, person, grant, grant == null ? Invitations.TO_A_PASSWORD : Invitations.TO_A_ROLE, by)
                .then(Mono.defer(() -> letters.want(Ids.derived("letter", id), InvitationLetter.KIND, id, person)))
                .then(Mono.defer(
                        () -> record(grant == null ? "password.reset-offered" : "person.invited", person, "", by)));
    }

    private Mono<Void> act(UUID person, Actor by, Mono<Void> work) {
        if (person.equals(by.person())) {
            return Mono.error(Refusal.forbidden("not-oneself"));
        }
        return transactions.execute(people.person(person, by)
                .then(Mono.defer(() -> granting.administers(person, by)))
                .then(work));
    }

    private Mono<Void> operatorsRemain(UUID person) {
        return granting.current(person)
                .filter(held -> held.role() == Role.OPERATOR)
                .concatMap(held -> ends.leavesNothingEmpty(
                        new EndRole.Held(held.id(), person, held.role(), held.organization(), false)))
                .then();
    }

    private Mono<Void> record(String action, UUID person, String reason, Actor by) {
        return audit.record(by, action, "person", person, reason.isEmpty() ? Map.of() : Map.of("reason", reason));
    }
}
