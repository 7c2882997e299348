package org.ziyuan.marketplace.people;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Accounts;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.People;
import org.ziyuan.marketplace.mail.MailAddresses;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TypedCode;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Hands out the code of an invitation, takes it back, and lets the invited person in. */
@Component
public class UseInvitation {

    private static final int MOST_SLIPS = 200;

    private final Invitations invitations;
    private final PeopleInSight people;
    private final Granting granting;
    private final Accounts accounts;
    private final People everybody;
    private final MailAddresses addresses;
    private final MoneyTransactions transactions;
    private final AuditLog audit;

    UseInvitation(
            Invitations invitations,
            PeopleInSight people,
            Granting granting,
            Accounts accounts,
            People everybody,
            MailAddresses addresses,
            MoneyTransactions transactions,
            AuditLog audit) {
        this.invitations = invitations;
        this.people = people;
        this.granting = granting;
        this.accounts = accounts;
        this.everybody = everybody;
        this.addresses = addresses;
        this.transactions = transactions;
        this.audit = audit;
    }

    /**
     * An invitation with its code, for the one moment in which somebody reads or prints it.
     *
     * @param code what the invited person types; it is kept nowhere
     */
    public record Slip(Invitation invitation, String code) {}

    /**
     * Draws the code; one that was drawn before is worthless from now on.
     *
     * @throws Refusal {@code invitation-not-found}, {@code person-not-yours}, {@code invitation-used}, {@code
     *     invitation-revoked}, {@code invitation-expired}
     */
    public Mono<Slip> draw(UUID id, Actor by) {
        String code = TypedCode.draw();
        return transactions
                .execute(theirs(id, by)
                        .flatMap(found ->
                                found.expired() ? Mono.error(Refusal.conflict("invitation-expired")) : open(found))
                        .delayUntil(found -> invitations.code(id, SlipCode.hash(code)))
                        .delayUntil(
                                found -> audit.record(by, "invitation.printed", "person", found.personId(), Map.of())))
                .map(found -> new Slip(found, code));
    }

    /** Draws the codes of all invitations of the actor whose code was never drawn, at most two hundred; the eldest first. */
    public Flux<Slip> drawAll(Actor by) {
        return invitations.uncoded(by, MOST_SLIPS).concatMap(id -> draw(id, by));
    }

    /** Takes an invitation back; its role stays until it is ended. Refuses as {@link #draw}. */
    public Mono<UUID> revoke(UUID id, Actor by) {
        return transactions.execute(theirs(id, by)
                .flatMap(UseInvitation::open)
                .delayUntil(found -> invitations.revokeOpen(found.personId()))
                .delayUntil(found -> audit.record(by, "invitation.revoked", "person", found.personId(), Map.of()))
                .map(Invitation::personId));
    }

    /**
     * The invited person chooses a password; the code is used up by it, and all his sessions are over.
     *
     * @param visitor who is signed in where the code is typed, or null
     * @param from where the request came from, as coarse as blame can be put
     * @return the person, who has proved by the code that it is he
     * @throws Refusal as {@link Invitations#byCode}; {@code invitation-for-another}; what {@link Accounts#hash} refuses
     */
    public Mono<UUID> choosePassword(String code, String password, @Nullable Actor visitor, String from) {
        return invitations
                .byCode(code, from)
                .filter(found -> visitor == null || found.personId().equals(visitor.personId()))
                .switchIfEmpty(Mono.error(() -> Refusal.forbidden("invitation-for-another")))
                .flatMap(found -> accounts.hash(password, found.login()))
                .flatMap(hash -> transactions.execute(Mono.defer(() -> use(code, hash))));
    }

    private Mono<UUID> use(String code, String hash) {
        return invitations
                .locked(code)
                .delayUntil(found -> accounts.choosePassword(found.personId(), hash))
                .delayUntil(found -> invitations.use(found.id()))
                .delayUntil(found -> invitations.revokeOpen(found.personId()))
                .delayUntil(found -> addresses.proven(found.personId(), SlipCode.hash(code)))
                .delayUntil(this::record)
                .map(Invitation::personId);
    }

    private Mono<Void> record(Invitation used) {
        String action = used.leadsToRole() ? "invitation.accepted" : "password.chosen";
        return everybody
                .memberships(used.personId())
                .next()
                .flatMap(place -> audit.record(
                        new Actor(
                                used.personId(),
                                used.displayName(),
                                place.organizationId(),
                                "",
                                Set.copyOf(place.roles())),
                        action,
                        "person",
                        used.personId(),
                        Map.of("invitationId", used.id())));
    }

    /** What the actor may not see is not found; who is above the person decides about his invitations. */
    private Mono<Invitation> theirs(UUID id, Actor by) {
        return invitations
                .locked(id)
                .flatMap(found -> people.person(found.personId(), by)
                        .onErrorMap(Refusal.class, unseen -> Refusal.notFound("invitation", id))
                        .then(Mono.defer(() -> granting.administers(found.personId(), by)))
                        .thenReturn(found));
    }

    private static Mono<Invitation> open(Invitation found) {
        if (found.stillOpen()) {
            return Mono.just(found);
        }
        return Mono.error(Refusal.conflict(found.usedAt() != null ? "invitation-used" : "invitation-revoked"));
    }
}
