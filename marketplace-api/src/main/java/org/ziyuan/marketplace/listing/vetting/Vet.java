package org.ziyuan.marketplace.listing.vetting;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** A vendor declares of his own listing, and the operator of each writes down what he has checked. Only added to. */
@Component
public class Vet {

    static final int LONGEST = 500;

    private static final TextField SAID = TextField.words("said", 2, LONGEST);
    private static final int MOST_YEARS = 3;

    private final DatabaseClient database;
    private final AuditLog audit;
    private final MoneyTransactions transactions;
    private final Clock clock;

    Vet(DatabaseClient database, AuditLog audit, MoneyTransactions transactions, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What is said of one subject.
     *
     * @param goodUntil its last day, three years from today at most: then somebody looks again
     */
    public record Said(Subject subject, String said, LocalDate goodUntil) {}

    /**
     * Adds an entry; the same id again changes nothing.
     *
     * @throws Refusal {@code listing-not-found} of another's; {@code text-length}; {@code vetting-good-until}
     */
    public Mono<Void> add(UUID id, UUID listing, Said said, Actor by) {
        return Mono.fromCallable(() -> read(said, by))
                .flatMap(read -> transactions.execute(write(id, listing, read, by)
                        .filter(written -> written > 0)
                        .flatMap(written -> audit.record(
                                by,
                                by.is(Role.OPERATOR) ? "listing.vetting-checked" : "listing.vetting-declared",
                                "listing",
                                listing,
                                Map.of("subject", read.subject(), "goodUntil", read.goodUntil())))
                        .then(Mono.defer(() -> mustBeThere(listing, by)))));
    }

    private Said read(Said said, Actor by) {
        by.require(Role.VENDOR_MANAGER, Role.OPERATOR);
        LocalDate today = LocalDate.now(clock);
        if (said.goodUntil().isBefore(today) || said.goodUntil().isAfter(today.plusYears(MOST_YEARS))) {
            throw Refusal.invalid("vetting-good-until").with("field", "goodUntil");
        }
        return new Said(said.subject(), SAID.read(said.said()), said.goodUntil());
    }

    private Mono<Long> write(UUID id, UUID listing, Said said, Actor by) {
        return database.sql("""
                        insert into listing_vetting (id, listing_id, subject, checked, said, good_until, by_person, by_organization)
                        select :id, l.id, :subject, :operator, :said, :until, :by, :own from listing l
                         where l.id = :listing and (:operator or l.vendor_id = :own)
                        on conflict (id) do nothing
                        """)
                .bind("id", id)
                .bind("listing", listing)
                .bind("subject", said.subject().name())
                .bind("operator", by.is(Role.OPERATOR))
                .bind("said", said.said())
                .bind("until", said.goodUntil())
                .bind("by", by.person())
                .bind("own", by.organizationId())
                .fetch()
                .rowsUpdated();
    }

    private Mono<Void> mustBeThere(UUID listing, Actor by) {
        return database.sql("select id from listing where id = :listing and (:operator or vendor_id = :own)")
                .bind("listing", listing)
                .bind("operator", by.is(Role.OPERATOR))
                .bind("own", by.organizationId())
                .mapValue(UUID.class)
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("listing", listing)))
                .then();
    }
}
