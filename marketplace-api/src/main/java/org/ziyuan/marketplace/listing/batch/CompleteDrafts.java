package org.ziyuan.marketplace.listing.batch;

import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.listing.opening.OpeningLink;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** Gives all drafts of a vendor that lack it the same price and an address made of their codes. */
@Component
public class CompleteDrafts {

    private static final String CODE = "{code}";
    /** Stands for the code while an address is read as one. */
    private static final String STAND_IN = "zycode0zy";

    /** Drafts of the vendor that he may write now. */
    private static final String OPEN = """
            and l.vendor_id = :vendor and l.kind <> 'service'
            and (l.state = 'DRAFT' or l.state in ('PUBLISHED', 'SUSPENDED') and d.state = 'DRAFTED')
            """;

    private final DatabaseClient database;
    private final AuditLog audit;
    private final MoneyTransactions transactions;

    CompleteDrafts(DatabaseClient database, AuditLog audit, MoneyTransactions transactions) {
        this.database = database;
        this.audit = audit;
        this.transactions = transactions;
    }

    /**
     * Writes an address into every draft without one; {@code {code}} in it stands for the vendor's own code of the title. A
     * code that is no plain word, and a title without one, is left out.
     *
     * @return how many drafts have one now that had none
     * @throws Refusal {@code link-unfit}; {@code link-without-code} when all would lead to one place
     */
    public Mono<Long> link(String pattern, Actor vendor) {
        return Mono.fromCallable(() -> checked(pattern, vendor))
                .flatMap(known -> transactions.execute(database.sql("""
                                update listing_draft d set link = replace(:pattern, :code, l.external_code)
                                  from listing l
                                 where l.id = d.listing_id and d.link is null and d.opening is null and l.external_code ~ '^[A-Za-z0-9._~-]{1,60}$'
                                   """ + OPEN)
                        .bind("pattern", known)
                        .bind("code", CODE)
                        .bind("vendor", vendor.organizationId())
                        .fetch()
                        .rowsUpdated()
                        .delayUntil(written -> tell("listing.links-completed", written, vendor))));
    }

    private static String checked(String pattern, Actor vendor) {
        vendor.require(Role.VENDOR_MANAGER);
        String read = OpeningLink.read(pattern.replace(CODE, STAND_IN));
        if (read == null || !read.contains(STAND_IN)) {
            throw Refusal.invalid("link-without-code").with("field", "link");
        }
        return read.replace(STAND_IN, CODE);
    }

    /**
     * Gives every draft without an offer one per pupil and year. It sells nothing before review.
     *
     * @return how many drafts have an offer now that had none
     * @throws Refusal {@code price-not-positive}
     */
    public Mono<Long> price(Money perPupil, Actor vendor) {
        vendor.require(Role.VENDOR_MANAGER);
        if (!perPupil.isPositive()) {
            return Mono.error(Refusal.invalid("price-not-positive").with("amount", perPupil));
        }
        return transactions.execute(database.sql("""
                        with made as (
                          insert into offer (id, listing_id, name, licence_model, meter, unit_price_in_fen,
                                 price_version, term_months, minimum_quantity, active)
                          select gen_random_uuid(), l.id, '按学生授权', 'named_seat', 'pupil_year', :price, 0, 12, 1, false
                            from listing l join listing_draft d on d.listing_id = l.id
                           where not exists (
                                   select from offer o left join proposed_price p on p.offer_id = o.id
                                    where o.listing_id = l.id and (o.active or p.offer_id is not null))
                             """ + OPEN + """
                          returning id)
                        insert into proposed_price (offer_id, unit_price_in_fen, proposed_by)
                        select id, :price, :by from made
                        """)
                .bind("price", perPupil.fen())
                .bind("vendor", vendor.organizationId())
                .bind("by", vendor.person())
                .fetch()
                .rowsUpdated()
                .delayUntil(written -> tell("listing.offers-completed", written, vendor)));
    }

    private Mono<Void> tell(String action, long written, Actor vendor) {
        UUID own = vendor.organizationId();
        return audit.record(vendor, action, "organization", own, Map.of("count", written));
    }
}
