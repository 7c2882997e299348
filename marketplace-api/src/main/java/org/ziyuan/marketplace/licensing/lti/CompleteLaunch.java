package org.ziyuan.marketplace.licensing.lti;

import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.licensing.Denials;
import org.ziyuan.marketplace.licensing.Gate;
import org.ziyuan.marketplace.licensing.GateDecision;
import org.ziyuan.marketplace.licensing.lti.PendingLogins.PendingLogin;
import org.ziyuan.marketplace.licensing.lti.tool.TrialRole;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/**
 * Does the second half of a launch in one transaction. It uses up hints and nonce, enters the gate, which takes the
 * seat, and writes the launch down. A licence revoked since the first half refuses here.
 */
@Component
class CompleteLaunch {

    /** A launch that is written down and may now be told to the tool. */
    record CompletedLaunch(
            PendingLogin login, UUID licenceId, GateDecision entered, String subject, LaunchFacts facts) {}

    private final DatabaseClient database;
    private final MoneyTransactions transactions;
    private final PendingLogins logins;
    private final Gate gate;
    private final Denials denials;
    private final Subjects subjects;
    private final Trials trials;
    private final Launches launches;

    CompleteLaunch(
            DatabaseClient database,
            MoneyTransactions transactions,
            PendingLogins logins,
            Gate gate,
            Denials denials,
            Subjects subjects,
            Trials trials,
            Launches launches) {
        this.trials = trials;
        this.database = database;
        this.transactions = transactions;
        this.logins = logins;
        this.gate = gate;
        this.denials = denials;
        this.subjects = subjects;
        this.launches = launches;
    }

    /** Errors: {@link LaunchError}; {@code access_denied} when the gate refuses, counted as demand. */
    Mono<CompletedLaunch> complete(AuthenticationRequest request, UUID person) {
        Mono<CompletedLaunch> work = logins.consume(request, person)
                .flatMap(login -> logins.rememberNonce(request).then(Mono.defer(() -> answer(login))));
        return transactions
                .execute(work)
                .onErrorResume(
                        Denied.class,
                        denied -> denials.count(
                                        person,
                                        denied.listingId,
                                        denied.decision.licenceId(),
                                        denied.decision.reason(),
                                        "authorization")
                                .then(Mono.error(LaunchError.of(
                                        "access_denied",
                                        denied.decision.reason().code()))));
    }

    private Mono<CompletedLaunch> answer(PendingLogin login) {
        TrialRole trial = login.trial();
        return trial == null ? enter(login) : trials.answer(login, trial);
    }

    private Mono<CompletedLaunch> enter(PendingLogin login) {
        return gate.enter(login.personId(), login.listingId())
                .flatMap(decision -> decision.allows() && decision.licenceId() != null
                        ? launched(login, decision, decision.licenceId())
                        : Mono.error(new Denied(login.listingId(), decision)));
    }

    private Mono<CompletedLaunch> launched(PendingLogin login, GateDecision decision, UUID licence) {
        return launches.record(login, decision, licence)
                .then(Mono.zip(
                        subjects.of(login.personId(), login.clientId()),
                        LaunchFacts.read(database, login.personId(), licence)))
                .map(told -> new CompletedLaunch(
                        login, Objects.requireNonNull(decision.licenceId()), decision, told.getT1(), told.getT2()));
    }

    /** Rolls the transaction back on its way to becoming an error for the tool. */
    private static final class Denied extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient UUID listingId;
        private final transient GateDecision decision;

        Denied(UUID listingId, GateDecision decision) {
            super(decision.reason().code(), null, false, false);
            this.listingId = listingId;
            this.decision = decision;
        }
    }
}
