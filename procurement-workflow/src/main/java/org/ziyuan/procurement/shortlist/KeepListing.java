package org.ziyuan.procurement.shortlist;

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
import reactor.core.publisher.Mono;

/** Keeps a listing on a list of one's own, takes it off, and shares a list with the school. Doing so twice is doing so once. */
@Component
public class KeepListing {

    static final int LONGEST_NAME = 40;

    private static final Role[] KEEPING = {Role.TEACHER, Role.PURCHASER, Role.PRINCIPAL};

    private static final TextField NAME = TextField.name("list", 1, LONGEST_NAME);
    private static final int MOST_LISTS = 50;
    private static final int MOST_LISTINGS = 200;

    private final DatabaseClient database;
    private final Listings listings;
    private final MoneyTransactions transactions;

    KeepListing(DatabaseClient database, Listings listings, MoneyTransactions transactions) {
        this.database = database;
        this.listings = listings;
        this.transactions = transactions;
    }

    /** Who keeps lists: those who choose for a school. */
    public static Role[] keeping() {
        return KEEPING.clone();
    }

    /**
     * Puts it on the own list of this name, which begins with its first listing.
     *
     * @return the list
     * @throws Refusal {@code listing-not-found}, {@code text-length}, {@code shortlist-full}, {@code shortlists-too-many}
     */
    public Mono<UUID> keep(UUID listing, String list, Actor actor) {
        return Mono.fromCallable(() -> NAME.read(list))
                .flatMap(name -> listings.find(listing)
                        .flatMap(found ->
                                transactions.execute(begun(name, actor).delayUntil(id -> put(id, found.id())))));
    }

    /** Takes it off; a list that nothing is on any more is gone. @throws Refusal {@code shortlist-not-found} */
    public Mono<Void> drop(UUID list, UUID listing, Actor actor) {
        return transactions.execute(touch(list, actor)
                .then(database.sql("delete from shortlist_entry where shortlist_id = :list and listing_id = :listing")
                        .bind("list", list)
                        .bind("listing", listing)
                        .then())
                .then(database.sql("""
                                delete from shortlist s where s.id = :list
                                   and not exists (select from shortlist_entry e where e.shortlist_id = s.id)
                                """).bind("list", list).then()));
    }

    /** Shows it to everybody of the school, or no longer. @throws Refusal {@code shortlist-not-found} */
    public Mono<Void> share(UUID list, boolean shared, Actor actor) {
        return transactions.execute(touch(list, actor)
                .then(database.sql("update shortlist set shared = :shared where id = :list")
                        .bind("shared", shared)
                        .bind("list", list)
                        .then()));
    }

    /** Locks the list, which the person must own. */
    private Mono<UUID> touch(UUID list, Actor actor) {
        return database.sql("""
                        update shortlist set changed_at = now()
                         where id = :list and person_id = :person and organization_id = :school returning id
                        """)
                .bind("list", list)
                .bind("person", actor.person())
                .bind("school", actor.organizationId())
                .mapValue(UUID.class)
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("shortlist", list)));
    }

    private Mono<UUID> begun(String name, Actor actor) {
        return database.sql("""
                        insert into shortlist (id, organization_id, person_id, name)
                        select :id, :school, :person, :name
                         where exists (select from shortlist where person_id = :person and organization_id = :school
                                          and name = :name)
                            or (select count(*) from shortlist where person_id = :person and organization_id = :school) < :most
                        on conflict (person_id, organization_id, name) do update set changed_at = now() returning id
                        """)
                .bind("id", Ids.next())
                .bind("school", actor.organizationId())
                .bind("person", actor.person())
                .bind("name", name)
                .bind("most", MOST_LISTS)
                .mapValue(UUID.class)
                .one()
                .switchIfEmpty(
                        Mono.error(() -> Refusal.conflict("shortlists-too-many").with("most", MOST_LISTS)));
    }

    private Mono<Void> put(UUID list, UUID listing) {
        return database.sql("""
                        insert into shortlist_entry (shortlist_id, listing_id) values (:list, :listing)
                        on conflict (shortlist_id, listing_id) do nothing
                        """)
                .bind("list", list)
                .bind("listing", listing)
                .then()
                .then(database.sql("select count(*) from shortlist_entry where shortlist_id = :list")
                        .bind("list", list)
                        .mapValue(Long.class)
                        .one())
                .flatMap(many -> many <= MOST_LISTINGS
                        ? Mono.empty()
                        : Mono.error(Refusal.conflict("shortlist-full").with("most", MOST_LISTINGS)));
    }
}
