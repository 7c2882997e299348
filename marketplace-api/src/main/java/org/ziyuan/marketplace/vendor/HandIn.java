package org.ziyuan.marketplace.vendor;

import static org.ziyuan.marketplace.row.Columns.text;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** Takes what proves a requirement: papers, numbers and promises from the vendor, findings from the operator. */
@Component
public class HandIn {

    private static final TextField SAID = TextField.name("said", 1, 200);

    private final DatabaseClient database;
    private final TellStanding standing;
    private final AuditLog audit;
    private final MoneyTransactions transactions;
    private final Clock clock;

    HandIn(
            DatabaseClient database,
            TellStanding standing,
            AuditLog audit,
            MoneyTransactions transactions,
            Clock clock) {
        this.database = database;
        this.standing = standing;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What is handed in.
     *
     * @param words the number, the finding, or {@code true} for a promise
     * @param validUntil the last day in Beijing on which it is good; null for ever
     */
    public record Said(
            String words,
            @Nullable LocalDate validUntil,
            @Nullable Paper paper) {}

    /**
     * Keeps it for the operator; what the operator found himself is accepted at once. What was handed in before for the same
     * requirement stays to be read. The same id twice is once.
     *
     * @throws Refusal {@code vendor-requirement-not-found}; {@code role-required}; {@code paper-missing}, {@code text-length}
     *     and its like, {@code promise-missing}, {@code certificate-over}
     */
    public Mono<Void> handIn(UUID id, UUID vendor, String requirement, Said said, Actor by) {
        return kindOf(vendor, requirement)
                .map(kind -> new Read(kind, checked(kind, said, vendor, by)))
                .flatMap(read -> transactions.execute(write(id, vendor, requirement, read, by)
                        .filter(written -> written > 0)
                        .flatMap(written -> audit.record(
                                by,
                                "vendor.evidence-handed-in",
                                "organization",
                                vendor,
                                Map.of("requirement", requirement)))
                        .then(Mono.defer(() -> standing.of(vendor)))));
    }

    private record Read(EvidenceKind kind, Said said) {}

    private Mono<EvidenceKind> kindOf(UUID vendor, String requirement) {
        return database.sql("""
                        select r.kind from vendor_requirement r join vendor_profile p on p.vendor_type = r.vendor_type
                         where p.organization_id = :vendor and r.name = :name
                        """)
                .bind("vendor", vendor)
                .bind("name", requirement)
                .map(row -> EvidenceKind.valueOf(text(row, "kind")))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("vendor-requirement", requirement)));
    }

    private Said checked(EvidenceKind kind, Said said, UUID vendor, Actor by) {
        by.require(kind == EvidenceKind.REVIEW ? Role.OPERATOR : Role.VENDOR_MANAGER);
        if (kind != EvidenceKind.REVIEW && !vendor.equals(by.organizationId())) {
            throw Refusal.notFound("vendor", vendor);
        }
        if (said.validUntil() != null && said.validUntil().isBefore(LocalDate.now(clock))) {
            throw Refusal.invalid("certificate-over").with("field", "goodUntil");
        }
        return switch (kind) {
            case DOCUMENT -> {
                if (said.paper() == null) {
                    throw Refusal.invalid("paper-missing").with("field", "paper");
                }
                yield new Said("", said.validUntil(), said.paper());
            }
            case FIELD, REVIEW -> new Said(SAID.read(said.words()), said.validUntil(), null);
            case ATTESTATION -> {
                if (!said.words().equals("true")) {
                    throw Refusal.invalid("promise-missing").with("field", "said");
                }
                yield new Said("", null, null);
            }
        };
    }

    private Mono<Long> write(UUID id, UUID vendor, String requirement, Read read, Actor by) {
        Said said = read.said();
        Paper paper = said.paper();
        return database.sql("""
                        insert into vendor_evidence (id, vendor_id, requirement, said, valid_until, file_name, file_type, file,
                               handed_in_by, handed_in_by_name, state, decided_by, decided_by_name, decided_at)
                        select :id, :vendor, :requirement, :said, :until, :fileName, :fileType, :file, :by, :byName,
                               cast(:state as text),
                               case when :found then cast(:by as uuid) end, case when :found then :byName end,
                               case when :found then now() end
                        on conflict (id) do nothing
                        """)
                .bind("id", id)
                .bind("vendor", vendor)
                .bind("requirement", requirement)
                .bind("said", said.words())
                .bind("until", Parameter.fromOrEmpty(said.validUntil(), LocalDate.class))
                .bind("fileName", Parameter.fromOrEmpty(paper == null ? null : paper.name(), String.class))
                .bind("fileType", Parameter.fromOrEmpty(paper == null ? null : paper.type(), String.class))
                .bind("file", Parameter.fromOrEmpty(paper == null ? null : paper.content(), byte[].class))
                .bind("by", by.person())
                .bind("byName", by.displayName())
                .bind("found", read.kind() == EvidenceKind.REVIEW)
                .bind(
                        "state",
                        (read.kind() == EvidenceKind.REVIEW
                                        ? EvidenceState.LIFE_CYCLE.to(EvidenceState.Event.ACCEPT)
                                        : EvidenceState.LIFE_CYCLE.initial())
                                .name())
                .fetch()
                .rowsUpdated();
    }
}
