package org.ziyuan.procurement.need;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.procurement.choosing.ForWhom;
import org.ziyuan.procurement.choosing.UserGroup;
import reactor.core.publisher.Mono;

/** Asks the school to buy something: no money moves, and the purchaser buys it or says why not. */
@Component
public class AskForListing {

    static final int LONGEST_REASON = 200;

    private static final TextField REASON = TextField.reason("reason", LONGEST_REASON);

    private final DatabaseClient database;
    private final Listings listings;
    private final MoneyTransactions transactions;

    AskForListing(DatabaseClient database, Listings listings, MoneyTransactions transactions) {
        this.database = database;
        this.listings = listings;
        this.transactions = transactions;
    }

    /**
     * Asks for it; asked again by the same teacher, the last word counts and it waits anew.
     *
     * @param people for how many, 1 to 1,000,000
     * @param reason why, 1 to 200 characters
     * @throws Refusal {@code listing-not-found}, {@code listing-not-for-sale}, {@code number-out-of-range},
     *     {@code reason-required}, {@code role-required}
     */
    public Mono<Void> ask(UUID listing, UserGroup audience, int people, String reason, Actor actor) {
        return transactions.execute(Mono.defer(() -> {
            actor.require(Role.TEACHER);
            ForWhom need = new ForWhom(audience, List.of(), people);
            String why = REASON.read(reason);
            return listings.find(listing)
                    .flatMap(found -> found.isForSale()
                            ? write(listing, need, why, actor)
                            : Mono.error(
                                    Refusal.conflict("listing-not-for-sale").with("title", found.title())));
        }));
    }

    /**
     * Says to all teachers of the school who wait for it why it is not bought. A requisition that stands is not touched.
     *
     * @param reason 1 to 200 characters
     * @throws Refusal {@code need-not-found} where no teacher waits for it, {@code reason-required}, {@code role-required}
     */
    public Mono<Void> decline(UUID listing, String reason, Actor actor) {
        return transactions.execute(Mono.defer(() -> {
            actor.require(Role.PURCHASER);
            return answer(listing, REASON.read(reason), actor);
        }));
    }

    private Mono<Void> write(UUID listing, ForWhom need, String why, Actor actor) {
        return database.sql("""
                        insert into teacher_need (id, organization_id, listing_id, person_id, audience, people, reason)
                        values (:id, :school, :listing, :person, :audience, :people, :reason)
                        on conflict (organization_id, listing_id, person_id) do update
                          set audience = excluded.audience, people = excluded.people, reason = excluded.reason,
                              asked_at = now(), answer = null, answered_by = null, answered_at = null
                        """)
                .bind("id", Ids.next())
                .bind("school", actor.organizationId())
                .bind("listing", listing)
                .bind("person", actor.person())
                .bind("audience", Objects.requireNonNull(need.audience()).column())
                .bind("people", Objects.requireNonNull(need.people()))
                .bind("reason", why)
                .then();
    }

    private Mono<Void> answer(UUID listing, String why, Actor actor) {
        return database.sql("""
                        update teacher_need n set answer = :answer, answered_by = name_and_place(:person, :by, now()),
                               answered_at = now()
                         where n.organization_id = :own and n.listing_id = :listing and
                        """ + Needs.WAITING)
                .bind("answer", why)
                .bind("person", actor.person())
                .bind("by", actor.displayName())
                .bind("own", actor.organizationId())
                .bind("listing", listing)
                .fetch()
                .rowsUpdated()
                .filter(answered -> answered > 0)
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("need", listing)))
                .then();
    }
}
