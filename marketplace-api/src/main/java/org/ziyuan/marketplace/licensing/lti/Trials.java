package org.ziyuan.marketplace.licensing.lti;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.licensing.GateDecision;
import org.ziyuan.marketplace.licensing.GateReason;
import org.ziyuan.marketplace.licensing.lti.CompleteLaunch.CompletedLaunch;
import org.ziyuan.marketplace.licensing.lti.PendingLogins.PendingLogin;
import org.ziyuan.marketplace.licensing.lti.tool.TrialRole;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/** Writes down what a tool did while its vendor tried it, and answers it with people who are not there. */
@Component
class Trials {

    private static final int LONGEST = 300;

    private final DatabaseClient database;

    Trials(DatabaseClient database) {
        this.database = database;
    }

    /** Begins anew in this role. */
    Mono<Void> begin(String clientId, TrialRole role) {
        return database.sql("""
                        insert into tool_trial (client_id, role, started_at) values (:client, :role, now())
                        on conflict (client_id, role) do update
                           set started_at = excluded.started_at, asked_at = null, answered_at = null, seen_at = null,
                               failure = ''
                        """)
                .bind("client", clientId)
                .bind("role", role.name())
                .then();
    }

    /** Answers the tool's request in a trial, inside the transaction that used up its hints. It names no person, licence or seat. */
    Mono<CompletedLaunch> answer(PendingLogin login, TrialRole role) {
        UUID nothing = Ids.derived("lti-trial", login.clientId());
        return database.sql("""
                        with answered as (
                          update tool_trial set asked_at = now(), answered_at = now(), failure = ''
                           where client_id = :client and role = :role)
                        select o.id, o.name from tool_deployment d join organization o on o.id = d.organization_id
                         where d.deployment_id = :deployment
                        """)
                .bind("client", login.clientId())
                .bind("role", role.name())
                .bind("deployment", login.deploymentId())
                .map(row -> facts(row, role))
                .one()
                .map(facts -> new CompletedLaunch(
                        login,
                        nothing,
                        new GateDecision(GateReason.SITE_LICENCE, nothing, null),
                        Ids.derived("lti-trial-subject", login.clientId(), role.name())
                                .toString(),
                        facts));
    }

    private static LaunchFacts facts(Readable row, TrialRole role) {
        return new LaunchFacts(
                role.person(),
                List.of(role.role()),
                id(row, "id"),
                text(row, "name").strip(),
                null,
                Map.of("title", "对接检查"),
                null);
    }

    /** Keeps what was wrong with the tool's request; a tool that is not on trial keeps nothing. */
    Mono<Void> fail(AuthenticationRequest request, String failure) {
        return database.sql("""
                        update tool_trial t set asked_at = now(), failure = :failure
                          from lti_login g
                         where g.login_hint_hash = :hint and t.client_id = g.client_id and t.role = g.trial
                        """)
                .bind("failure", TextField.beginning(failure, LONGEST))
                .bind("hint", Hints.hash(request.loginHint()))
                .then();
    }
}
