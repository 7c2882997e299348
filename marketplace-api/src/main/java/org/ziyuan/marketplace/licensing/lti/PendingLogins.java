package org.ziyuan.marketplace.licensing.lti;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.licensing.lti.tool.TrialRole;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** Login initiations on their way through a tool: each is answered once, by the person it was made for. */
@Component
class PendingLogins {

    /**
     * A login initiation that the tool has now answered.
     *
     * @param listingId of a trial something that is no listing
     * @param trial as whom the tool's vendor tries it; null where somebody opens what he may use
     */
    record PendingLogin(
            String issuer,
            UUID personId,
            String clientId,
            String deploymentId,
            UUID listingId,
            @Nullable TrialRole trial,
            String targetLinkUri) {}

    private final DatabaseClient database;

    PendingLogins(DatabaseClient database) {
        this.database = database;
    }

    /** Uses the hints up, inside the caller's transaction. Errors: {@code login_required}, {@code invalid_request}. */
    Mono<PendingLogin> consume(AuthenticationRequest request, UUID person) {
        return database.sql("""
                        update lti_login set consumed_at = now()
                         where login_hint_hash = :login and message_hint_hash = :message and client_id = :client
                           and person_id = :person and consumed_at is null and expires_at > now()
                        returning issuer, person_id, client_id, deployment_id, trial, target_link_uri,
                                  coalesce(listing_id, md5(client_id)::uuid) as listing_id
                        """)
                .bind("login", Hints.hash(request.loginHint()))
                .bind("message", Hints.hash(request.messageHint()))
                .bind("client", request.clientId())
                .bind("person", person)
                .map(Rows.as(PendingLogin.class))
                .one()
                .switchIfEmpty(Mono.defer(() -> unusable(request, person)));
    }

    /** Refuses a nonce that this tool has sent before, inside the caller's transaction. */
    Mono<Void> rememberNonce(AuthenticationRequest request) {
        return database.sql("""
                        with swept as (
                          delete from lti_nonce where (client_id, nonce_hash) in (
                            select client_id, nonce_hash from lti_nonce where seen_at < now() - interval '1 day'
                             order by seen_at limit 20 for update skip locked))
                        insert into lti_nonce (client_id, nonce_hash) values (:client, :nonce) on conflict do nothing
                        """)
                .bind("client", request.clientId())
                .bind("nonce", Hints.hash(request.nonce()))
                .fetch()
                .rowsUpdated()
                .flatMap(added ->
                        added == 1 ? Mono.empty() : Mono.error(LaunchError.invalidRequest("nonce was used before")));
    }

    private Mono<PendingLogin> unusable(AuthenticationRequest request, UUID person) {
        return database.sql("select person_id from lti_login where login_hint_hash = :login")
                .bind("login", Hints.hash(request.loginHint()))
                .mapValue(UUID.class)
                .one()
                .filter(owner -> !owner.equals(person))
                .flatMap(other -> Mono.<PendingLogin>error(
                        LaunchError.of("login_required", "login_hint is not of the person who is signed in")))
                .switchIfEmpty(Mono.error(() -> LaunchError.invalidRequest(
                        "the hints are unknown, expired, used before, or of another client")));
    }
}
