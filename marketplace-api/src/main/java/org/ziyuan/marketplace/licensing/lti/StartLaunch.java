package org.ziyuan.marketplace.licensing.lti;

import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.licensing.Denials;
import org.ziyuan.marketplace.licensing.Gate;
import org.ziyuan.marketplace.licensing.GateDecision;
import org.ziyuan.marketplace.licensing.lti.tool.ToolRegistration;
import org.ziyuan.marketplace.licensing.lti.tool.ToolRegistrations;
import org.ziyuan.marketplace.licensing.lti.tool.TrialRole;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** The first half of a launch: the gate is asked before the tool hears anything. */
@Component
class StartLaunch {

    private final DatabaseClient database;
    private final MoneyTransactions transactions;
    private final ToolRegistrations tools;
    private final Gate gate;
    private final Denials denials;
    private final Trials trials;
    private final LtiSettings settings;

    StartLaunch(
            DatabaseClient database,
            MoneyTransactions transactions,
            ToolRegistrations tools,
            Gate gate,
            Denials denials,
            Trials trials,
            LtiSettings settings) {
        this.trials = trials;
        this.database = database;
        this.transactions = transactions;
        this.tools = tools;
        this.gate = gate;
        this.denials = denials;
        this.settings = settings;
    }

    /**
     * Begins a launch of the listing for the actor. Refusals: the gate's reasons, such as {@code seats-exhausted}, each
     * counted as demand; {@code tool-not-found} when nothing can be opened.
     */
    Mono<LoginInitiation> start(UUID listingId, Actor actor, String issuer) {
        return gate.mayUse(actor.person(), listingId)
                .flatMap(decision -> decision.allows()
                        ? tools.opening(listingId)
                                .flatMap(tool -> initiate(tool, decision, listingId, actor.person(), issuer))
                        : refused(decision, listingId, actor.person()));
    }

    /** Begins a trial of the vendor's own tool with somebody who is not there; the caller has asked whose it is. */
    Mono<LoginInitiation> tried(ToolRegistration tool, TrialRole role, Actor vendor, String issuer) {
        return transactions.execute(begun(
                tool,
                vendor.organizationId(),
                issuer,
                initiation ->
                        remember(initiation, null, role, vendor.person()).then(trials.begin(tool.clientId(), role))));
    }

    private Mono<LoginInitiation> refused(GateDecision decision, UUID listingId, UUID person) {
        return denials.count(person, listingId, decision.licenceId(), decision.reason(), "login-initiation")
                .then(Mono.error(() -> decision.refusal().with("listing", listingId)));
    }

    private Mono<LoginInitiation> initiate(
            ToolRegistration tool, GateDecision decision, UUID listingId, UUID person, String issuer) {
        return holderOf(decision)
                .flatMap(holder -> transactions.execute(
                        begun(tool, holder, issuer, initiation -> remember(initiation, listingId, null, person))));
    }

    private Mono<LoginInitiation> begun(
            ToolRegistration tool, UUID holder, String issuer, Function<LoginInitiation, Mono<Void>> remembered) {
        String deployment =
                Ids.derived("lti-deployment", tool.clientId(), holder).toString();
        LoginInitiation initiation = new LoginInitiation(tool, issuer, deployment, Hints.next(), Hints.next());
        return deploy(initiation, holder)
                .then(Mono.defer(() -> remembered.apply(initiation)))
                .thenReturn(initiation);
    }

    private Mono<UUID> holderOf(GateDecision decision) {
        return Mono.justOrEmpty(decision.licenceId())
                .flatMap(licence -> database.sql("select holder_id from licence where id = :licence")
                        .bind("licence", licence)
                        .mapValue(UUID.class)
                        .one());
    }

    private Mono<Void> deploy(LoginInitiation initiation, UUID holder) {
        return database.sql("""
                        insert into tool_deployment (deployment_id, client_id, organization_id)
                        values (:deployment, :client, :holder) on conflict (deployment_id) do nothing
                        """)
                .bind("deployment", initiation.deploymentId())
                .bind("client", initiation.tool().clientId())
                .bind("holder", holder)
                .then();
    }

    private Mono<Void> remember(
            LoginInitiation initiation, @Nullable UUID listingId, @Nullable TrialRole trial, UUID person) {
        return database.sql("""
                        with swept as (
                          delete from lti_login where login_hint_hash in (
                            select login_hint_hash from lti_login where expires_at < now() - interval '1 hour'
                             order by expires_at limit 20 for update skip locked))
                        insert into lti_login (login_hint_hash, message_hint_hash, issuer, person_id, client_id,
                                               deployment_id, listing_id, trial, target_link_uri, expires_at)
                        values (:login, :message, :issuer, :person, :client, :deployment, :listing, :trial, :target,
                                now() + make_interval(secs => :seconds))
                        """)
                .bind("login", Hints.hash(initiation.loginHint()))
                .bind("message", Hints.hash(initiation.messageHint()))
                .bind("issuer", initiation.issuer())
                .bind("person", person)
                .bind("client", initiation.tool().clientId())
                .bind("deployment", initiation.deploymentId())
                .bind("listing", Parameter.fromOrEmpty(listingId, UUID.class))
                .bind("trial", Parameter.fromOrEmpty(trial == null ? null : trial.name(), String.class))
                .bind("target", initiation.tool().targetLinkUri().toString())
                .bind("seconds", (double) settings.loginLifetime().toSeconds())
                .then();
    }
}
