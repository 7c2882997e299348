package org.ziyuan.marketplace.vendor;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.organization.OrganizationKind;
import org.ziyuan.marketplace.organization.OrganizationStatus;
import org.ziyuan.marketplace.people.AdmitPerson;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.register.ActUponTree;
import org.ziyuan.marketplace.register.ActWish;
import org.ziyuan.marketplace.register.OrganizationAct;
import org.ziyuan.marketplace.register.OrganizationFacts;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.marketplace.vendor.VendorApplication.State;
import org.ziyuan.marketplace.vendor.VendorApplication.State.Event;
import reactor.core.publisher.Mono;

/** The operator lets an applicant in, who then proves what his type must, or refuses him with a reason. */
@Component
public class DecideApplication {

    private static final TextField REASON = TextField.reason("reason", 500);

    private final DatabaseClient database;
    private final VendorApplications applications;
    private final ActUponTree tree;
    private final AdmitPerson people;
    private final MoveVendor vendors;
    private final AuditLog audit;
    private final MoneyTransactions transactions;
    private final Clock clock;

    DecideApplication(
            DatabaseClient database,
            VendorApplications applications,
            ActUponTree tree,
            AdmitPerson people,
            MoveVendor vendors,
            AuditLog audit,
            MoneyTransactions transactions,
            Clock clock) {
        this.database = database;
        this.applications = applications;
        this.tree = tree;
        this.people = people;
        this.vendors = vendors;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Enters the vendor, who may prove himself and sells nothing yet, and gives the contact his account.
     *
     * @return the vendor
     * @throws Refusal {@code vendor-application-not-found}, {@code vendor-application-state-forbids}; {@code
     *     organization-code-taken}; {@code login-taken}, {@code duties-exclude} and what else {@link AdmitPerson#admit} refuses
     */
    public Mono<UUID> accept(UUID id, Actor operator) {
        return transactions.execute(decidable(id, Event.ACCEPT, operator)
                .flatMap(asked -> entered(asked, operator)
                        .delayUntil(vendor -> profile(vendor, asked))
                        .delayUntil(vendor -> vendors.step(vendor, OrganizationStatus.Event.APPLY, "", operator))
                        .delayUntil(vendor -> invited(vendor, asked, operator))
                        .delayUntil(vendor -> decided(asked, State.ACCEPTED, "", vendor, operator))));
    }

    /** Refuses the applicant, who reads why. Refuses itself as above and with {@code reason-required}. */
    public Mono<Void> refuse(UUID id, String reason, Actor operator) {
        return Mono.fromCallable(() -> REASON.read(reason))
                .flatMap(why -> transactions.execute(decidable(id, Event.REFUSE, operator)
                        .flatMap(asked -> decided(asked, State.REFUSED, why, null, operator))));
    }

    private Mono<VendorApplication> decidable(UUID id, Event event, Actor operator) {
        return Mono.fromRunnable(() -> operator.require(Role.OPERATOR))
                .then(applications.find(id, true))
                .delayUntil(asked -> State.LIFE_CYCLE.next(asked.state(), event));
    }

    private Mono<UUID> entered(VendorApplication asked, Actor operator) {
        OrganizationFacts facts = new OrganizationFacts(
                OrganizationKind.VENDOR,
                "V" + asked.creditCode(),
                asked.name(),
                null,
                null,
                null,
                null,
                null,
                null,
                asked.creditCode());
        ActWish wish = new ActWish(OrganizationAct.Kind.CREATE, null, LocalDate.now(clock), "", null, facts, List.of());
        return tree.ask(Ids.derived("vendor-enters", asked.id()), wish, operator)
                .map(OrganizationAct::organizationId);
    }

    private Mono<Void> profile(UUID vendor, VendorApplication asked) {
        return database.sql("""
                        insert into vendor_profile (organization_id, vendor_type, contact_name, settlement_account_name)
                        values (:id, :type, :contact, :name)
                        """)
                .bind("id", vendor)
                .bind("type", asked.vendorType())
                .bind("contact", asked.contactName())
                .bind("name", asked.name())
                .then();
    }

    private Mono<UUID> invited(UUID vendor, VendorApplication asked, Actor operator) {
        AdmitPerson.Wish wish =
                new AdmitPerson.Wish(asked.login(), asked.contactName(), Role.VENDOR_MANAGER, vendor, null);
        return database.sql("select code_hash from vendor_application where id = :id")
                .bind("id", asked.id())
                .mapValue(byte[].class)
                .one()
                .flatMap(hash -> people.admit(Ids.derived("vendor-contact", asked.id()), wish, hash, operator));
    }

    private Mono<Void> decided(VendorApplication asked, State to, String why, @Nullable UUID vendor, Actor operator) {
        return database.sql("""
                        update vendor_application
                           set state = :state, reason = :reason, organization_id = :vendor, decided_by = :by,
                               decided_by_name = :byName, decided_at = now()
                         where id = :id
                        """)
                .bind("state", to.name())
                .bind("reason", why)
                .bind("vendor", Parameter.fromOrEmpty(vendor, UUID.class))
                .bind("by", operator.person())
                .bind("byName", operator.displayName())
                .bind("id", asked.id())
                .then()
                .then(audit.record(
                        operator,
                        to == State.ACCEPTED ? "vendor-application.accepted" : "vendor-application.refused",
                        "vendor-application",
                        asked.id(),
                        Map.of("name", asked.name(), "reason", why)));
    }
}
