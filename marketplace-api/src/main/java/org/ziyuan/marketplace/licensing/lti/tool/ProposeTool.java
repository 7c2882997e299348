package org.ziyuan.marketplace.licensing.lti.tool;

import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.licensing.lti.tool.ToolState.Event;
import org.ziyuan.marketplace.listing.opening.ChooseOpening;
import org.ziyuan.marketplace.listing.opening.Chosen;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** A vendor registers his tool, corrects it until it is approved, and lets it open his listings. */
@Component
public class ProposeTool {

    private static final int MOST = 50;

    private final DatabaseClient database;
    private final ToolRegistrations registrations;
    private final VendorTools tools;
    private final ChooseOpening choose;
    private final AuditLog audit;
    private final MoneyTransactions transactions;

    ProposeTool(
            DatabaseClient database,
            ToolRegistrations registrations,
            VendorTools tools,
            ChooseOpening choose,
            AuditLog audit,
            MoneyTransactions transactions) {
        this.database = database;
        this.registrations = registrations;
        this.tools = tools;
        this.choose = choose;
        this.audit = audit;
        this.transactions = transactions;
    }

    /**
     * Registers a tool that opens nothing before the operator has approved it; the same id again changes nothing.
     *
     * @throws Refusal {@code role-required}, {@code text-length}, {@code tool-address-malformed}, {@code
     *     tool-address-insecure}; {@code tool-too-many} beyond fifty
     */
    public Mono<Void> register(UUID id, ToolSheet sheet, Actor vendor) {
        return read(id, sheet, vendor)
                .flatMap(tool -> transactions.execute(mustHaveRoom(vendor)
                        .then(Mono.defer(() -> registrations.proposed(tool, vendor.organizationId())))
                        .filter(written -> written)
                        .flatMap(written -> told("tool.proposed", id, vendor))));
    }

    /**
     * Writes it anew; it is tried and looked at anew too.
     *
     * @throws Refusal as {@link #register}; {@code vendor-tool-not-found}; {@code tool-state-forbids} once it is approved
     */
    public Mono<Void> correct(UUID id, ToolSheet sheet, Actor vendor) {
        return read(id, sheet, vendor)
                .flatMap(tool -> transactions.execute(registrations
                        .lock(id)
                        .then(Mono.defer(() -> tools.only(id, vendor)))
                        .flatMap(known -> ToolState.LIFE_CYCLE.next(known.state(), Event.CORRECT))
                        .flatMap(to -> registrations.written(tool, to))
                        .then(Mono.defer(() -> forgetTrials(id)))
                        .then(told("tool.corrected", id, vendor))));
    }

    /**
     * Says that the right page had opened for somebody in this role.
     *
     * @throws Refusal {@code vendor-tool-not-found}; {@code tool-trial-not-answered} before the tool was answered
     */
    public Mono<Void> seen(UUID id, TrialRole role, Actor vendor) {
        return transactions.execute(tools.only(id, vendor)
                .flatMap(own -> database.sql("""
                                update tool_trial set seen_at = now()
                                 where client_id = cast(:id as text) and role = :role and answered_at is not null
                                   and failure = ''
                                """)
                        .bind("id", id)
                        .bind("role", role.name())
                        .fetch()
                        .rowsUpdated())
                .filter(seen -> seen == 1)
                .switchIfEmpty(Mono.error(() -> Refusal.conflict("tool-trial-not-answered")))
                .then(audit.record(vendor, "tool.tried", "tool", id, Map.of("as", role.name()))));
    }

    /**
     * Lets a tool of the vendor's own open one of his listings, once the review of the listing has passed.
     *
     * @throws Refusal {@code tool-unknown} for another's, and as {@link ChooseOpening#choose}
     */
    public Mono<Void> open(UUID listing, UUID operation, UUID tool, Actor vendor) {
        return tools.only(tool, vendor)
                .onErrorMap(
                        Refusal.class, none -> Refusal.invalid("tool-unknown").with("field", "tool"))
                .flatMap(
                        known -> choose.choose(listing, Chosen.tool(operation, tool.toString(), known.name()), vendor));
    }

    private static Mono<ToolRegistration> read(UUID id, ToolSheet sheet, Actor vendor) {
        return Mono.fromCallable(() -> {
            vendor.require(Role.VENDOR_MANAGER);
            return sheet.under(id);
        });
    }

    private Mono<Void> mustHaveRoom(Actor vendor) {
        return database.sql("select count(*) < :most from tool_registration where vendor_id = :vendor")
                .bind("most", MOST)
                .bind("vendor", vendor.organizationId())
                .mapValue(Boolean.class)
                .one()
                .filter(room -> room)
                .switchIfEmpty(
                        Mono.error(() -> Refusal.conflict("tool-too-many").with("most", MOST)))
                .then();
    }

    private Mono<Void> forgetTrials(UUID id) {
        return database.sql("delete from tool_trial where client_id = cast(:id as text)")
                .bind("id", id)
                .then();
    }

    private Mono<Void> told(String action, UUID id, Actor vendor) {
        return audit.record(vendor, action, "tool", id, Map.of());
    }
}
