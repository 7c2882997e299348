package org.ziyuan.marketplace.people;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Accounts;
import org.ziyuan.marketplace.identity.Accounts.Account;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.CodeGuesses;
import org.ziyuan.marketplace.identity.People;
import org.ziyuan.marketplace.mail.Letters;
import org.ziyuan.marketplace.mail.MailAddresses;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** Mails a way to a new password to somebody who is signed in nowhere and knows his login, where his address is proved. */
@Component
public class ForgottenPassword {

    /** The answer comes no sooner, so that its time does not tell whether there is such an account. */
    private static final Duration ANSWERED_AFTER = Duration.ofMillis(600);

    private final Accounts accounts;
    private final People people;
    private final MailAddresses addresses;
    private final Invitations invitations;
    private final Letters letters;
    private final CodeGuesses guesses;
    private final MoneyTransactions transactions;
    private final AuditLog audit;

    ForgottenPassword(
            Accounts accounts,
            People people,
            MailAddresses addresses,
            Invitations invitations,
            Letters letters,
            CodeGuesses guesses,
            MoneyTransactions transactions,
            AuditLog audit) {
        this.accounts = accounts;
        this.people = people;
        this.addresses = addresses;
        this.invitations = invitations;
        this.letters = letters;
        this.guesses = guesses;
        this.transactions = transactions;
        this.audit = audit;
    }

    /** Whether this installation can mail a way to a new password at all. */
    public boolean isPossible() {
        return letters.on();
    }

    /**
     * Wants the letter for an account in use with a proved address. The answer is the same where there is no such account, or
     * where a letter is under way; what others handed out stays as it is.
     *
     * @param login as it was typed
     * @param from where the request came from, as coarse as blame can be put
     * @throws Refusal {@code password-without-mail}; {@code password-asked-too-often} from there
     */
    public Mono<Void> ask(String login, String from) {
        if (!letters.on()) {
            return Mono.error(Refusal.conflict("password-without-mail").with("field", "login"));
        }
        return guesses.asked(from)
                .then(Mono.defer(() -> Mono.when(Mono.delay(ANSWERED_AFTER), want(Accounts.meant(login)))));
    }

    private Mono<Void> want(String login) {
        return transactions.execute(Mono.defer(() -> accounts.locked(login)
                .filter(account -> account.status().isActive())
                .filterWhen(account -> addresses.isProved(account.id()))
                .flatMap(this::make)));
    }

    private Mono<Void> make(Account account) {
        UUID id = Ids.next();
        return people.capacities(account.id())
                .next()
                .flatMap(capacity -> invitations
                        .makeOwn(id, account.id(), capacity.actor().organizationId())
                        .filter(made -> made)
                        .flatMap(made -> letters.want(
                                        Ids.derived("letter", id), InvitationLetter.OfOneself.KIND, id, account.id())
                                .then(Mono.defer(() -> record(capacity.actor())))));
    }

    private Mono<Void> record(Actor actor) {
        return audit.record(actor, "password.reset-asked", "person", actor.person(), Map.of());
    }
}
