package org.ziyuan.marketplace.vendor;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.organization.OrganizationStatus;
import org.ziyuan.marketplace.organization.OrganizationStatus.Event;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.register.OpenWork;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** The operator admits, suspends, reinstates and lets go vendors, each step with who did it, when and why. */
@Component
public class MoveVendor {

    private static final TextField REASON = TextField.reason("reason", 500);

    private final DatabaseClient database;
    private final TellStanding standing;
    private final OpenWork open;
    private final AuditLog audit;
    private final MoneyTransactions transactions;

    MoveVendor(
            DatabaseClient database,
            TellStanding standing,
            OpenWork open,
            AuditLog audit,
            MoneyTransactions transactions) {
        this.database = database;
        this.standing = standing;
        this.open = open;
        this.audit = audit;
        this.transactions = transactions;
    }

    /**
     * Admits a vendor who has proved all he must.
     *
     * @throws Refusal {@code vendor-not-found}, {@code vendor-not-qualified} with how many proofs are missing, {@code
     *     organization-state-forbids}
     */
    public Mono<Void> admit(UUID vendor, Actor operator) {
        return transactions.execute(lacking(vendor)
                .flatMap(missing -> missing == 0
                        ? step(vendor, Event.ADMIT, "", operator)
                        : Mono.error(Refusal.conflict("vendor-not-qualified").with("count", missing))));
    }

    /** Stops all new sales of a vendor at once; running licences stay. Refuses also with {@code reason-required}. */
    public Mono<Void> suspend(UUID vendor, String reason, Actor operator) {
        return Mono.fromCallable(() -> REASON.read(reason))
                .flatMap(why -> transactions.execute(step(vendor, Event.SUSPEND, why, operator)));
    }

    /** Lets a suspended vendor sell again. Refuses as {@link #suspend}. */
    public Mono<Void> reinstate(UUID vendor, String reason, Actor operator) {
        return Mono.fromCallable(() -> REASON.read(reason))
                .flatMap(why -> transactions.execute(step(vendor, Event.REINSTATE, why, operator)));
    }

    /**
     * Lets a vendor go for good: he sells nothing more and his people act no more; what was sold runs to its end. Refuses as
     * {@link #suspend} and with {@code organization-has-open}, asked when nobody can order any more.
     */
    public Mono<Void> terminate(UUID vendor, String reason, Actor operator) {
        return Mono.fromCallable(() -> REASON.read(reason))
                .flatMap(why -> transactions.execute(step(vendor, Event.CLOSE, why, operator)
                        .then(Mono.defer(() -> name(vendor)))
                        .flatMap(name -> open.refuse(vendor, name, false))));
    }

    private Mono<String> name(UUID vendor) {
        return database.sql("select name from organization where id = :id")
                .bind("id", vendor)
                .mapValue(String.class)
                .one();
    }

    /** Within the transaction under way. An order that is being made waits for it, and it for such an order. */
    Mono<Void> step(UUID vendor, Event event, String why, Actor operator) {
        return Mono.fromRunnable(() -> operator.require(Role.OPERATOR))
                .then(lock(vendor))
                .flatMap(from -> OrganizationStatus.LIFE_CYCLE.next(from, event))
                .flatMap(to -> written(vendor, to))
                .then(Mono.defer(() -> kept(vendor, event, why, operator)))
                .then(Mono.defer(() -> audit.record(
                        operator,
                        "vendor." + event.name().toLowerCase(Locale.ROOT),
                        "organization",
                        vendor,
                        Map.of("reason", why))))
                .then(Mono.defer(() -> standing.of(vendor)));
    }

    Mono<OrganizationStatus> lock(UUID vendor) {
        return database.sql("select status from organization where id = :id and kind = 'vendor' for update")
                .bind("id", vendor)
                .mapValue(String.class)
                .one()
                .map(OrganizationStatus::valueOf)
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("vendor", vendor)));
    }

    private Mono<Void> written(UUID vendor, OrganizationStatus to) {
        return database.sql("update organization set status = :status, version = version + 1 where id = :id")
                .bind("status", to.name())
                .bind("id", vendor)
                .then();
    }

    private Mono<Void> kept(UUID vendor, Event event, String why, Actor operator) {
        return database.sql("""
                        insert into vendor_step (vendor_id, event, reason, done_by, done_by_name)
                        values (:vendor, :event, :reason, :by, :byName)
                        """)
                .bind("vendor", vendor)
                .bind("event", event.name())
                .bind("reason", why)
                .bind("by", operator.person())
                .bind("byName", operator.displayName())
                .then();
    }

    private Mono<Long> lacking(UUID vendor) {
        return database.sql("""
                        select count(*) from vendor_requirement r join vendor_profile p on p.vendor_type = r.vendor_type
                         where p.organization_id = :vendor and r.required and not exists (
                           select from vendor_evidence e
                            where e.vendor_id = :vendor and e.requirement = r.name and e.state = 'ACCEPTED'
                              and coalesce(e.valid_until, 'infinity') >= beijing_day(now()))
                        """).bind("vendor", vendor).mapValue(Long.class).one();
    }
}
