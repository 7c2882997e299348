package org.ziyuan.marketplace.licensing.lti;

import static org.ziyuan.marketplace.row.Columns.text;

import java.net.URI;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.licensing.Denials;
import org.ziyuan.marketplace.licensing.Gate;
import org.ziyuan.marketplace.licensing.GateDecision;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** Opens a listing by its address or its file, which the gate tells to those alone who may use it. */
@Component
class FollowLink {

    private final DatabaseClient database;
    private final MoneyTransactions transactions;
    private final Gate gate;
    private final Denials denials;
    private final Launches launches;

    FollowLink(DatabaseClient database, MoneyTransactions transactions, Gate gate, Denials denials, Launches launches) {
        this.database = database;
        this.transactions = transactions;
        this.gate = gate;
        this.denials = denials;
        this.launches = launches;
    }

    /** A title and where it is: elsewhere, or a page of ours that shows the file. */
    record Address(String title, URI link) {

        boolean isOurs() {
            return !link.isAbsolute();
        }
    }

    /**
     * Takes the seat where one is needed, writes the use down and tells the address that the vendor has in force now. Empty
     * where a tool opens the listing, or nothing. Refuses with the gate's reasons, each counted as demand.
     */
    Mono<Address> open(UUID listing, Actor actor) {
        return address(listing)
                .delayUntil(address -> transactions
                        .execute(gate.enter(actor.person(), listing)
                                .flatMap(decision -> decision.allows() && decision.licenceId() != null
                                        ? launches.record(listing, decision, decision.licenceId(), actor.person())
                                        : Mono.error(new Denied(decision))))
                        .onErrorResume(
                                Denied.class,
                                denied ->
                                        refused(denied.decision, listing, address.isOurs() ? "file" : "link", actor)));
    }

    private Mono<UUID> refused(GateDecision decision, UUID listing, String door, Actor actor) {
        return denials.count(actor.person(), listing, decision.licenceId(), decision.reason(), door)
                .then(Mono.error(() -> decision.refusal().with("listing", listing)));
    }

    private Mono<Address> address(UUID listing) {
        return database.sql("""
                        select v.title, coalesce(v.link, '/read/' || l.id) as link from listing l
                          join listing_version v on v.listing_id = l.id and v.version = l.current_version
                          left join listing_opening o on o.id = v.opening
                         where l.id = :listing and (v.link is not null or o.way = 'FILE')
                           and not exists (select from tool_placement t where t.listing_id = l.id)
                        """)
                .bind("listing", listing)
                .map(row -> new Address(text(row, "title"), URI.create(text(row, "link"))))
                .one();
    }

    /** Rolls the transaction back on its way to becoming a refusal. */
    private static final class Denied extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient GateDecision decision;

        Denied(GateDecision decision) {
            super(decision.reason().code(), null, false, false);
            this.decision = decision;
        }
    }
}
