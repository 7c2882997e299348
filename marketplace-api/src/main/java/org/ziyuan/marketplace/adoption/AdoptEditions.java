package org.ziyuan.marketplace.adoption;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.intake.FileRow;
import org.ziyuan.marketplace.intake.IncomingFiles;
import org.ziyuan.marketplace.intake.ReadFile;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A bureau, or the operator, says which editions its region takes from a day on; what held before stays to be read. */
@Component
public class AdoptEditions {

    private static final TextField REASON = TextField.reason("reason", 500);

    /** All subjects of all counties of a city, or of all stages of a province. */
    private static final int MOST_ROWS = 5_000;

    private final IncomingFiles files;
    private final AdoptedEditions editions;
    private final DatabaseClient database;
    private final MoneyTransactions transactions;
    private final AuditLog audit;

    AdoptEditions(
            IncomingFiles files,
            AdoptedEditions editions,
            DatabaseClient database,
            MoneyTransactions transactions,
            AuditLog audit) {
        this.files = files;
        this.editions = editions;
        this.database = database;
        this.transactions = transactions;
        this.audit = audit;
    }

    /**
     * Enters them. What one act says of a region's stage and subject is all that is taken for it.
     *
     * @param act whose ids follow from it; the same id twice is one act
     * @throws Refusal {@code role-required}, {@code region-not-yours}, {@code reason-required}, {@code text-length}
     */
    public Mono<Void> take(UUID act, List<Adoption> taken, String reason, Actor by) {
        return Mono.fromCallable(() -> {
                    by.require(Role.bureausAnd(Role.OPERATOR));
                    return REASON.read(reason);
                })
                .flatMap(said -> refuseOthersRegions(taken, by)
                        .then(transactions.execute(write(act, taken, said, by)
                                .filter(written -> written > 0)
                                .flatMap(written -> audit.record(
                                        by, "editions.adopted", "setting", act, Map.of("rows", written))))));
    }

    /** The same by a file, all of its rows or none; refuses besides what {@link IncomingFiles#read} refuses. */
    public Mono<Void> takeFile(UUID act, Flux<DataBuffer> content, String reason, Actor by) {
        return files.read(content, AdoptionColumn.ALL).map(this::rows).flatMap(taken -> take(act, taken, reason, by));
    }

    private List<Adoption> rows(ReadFile<AdoptionColumn> file) {
        if (file.rows().size() > MOST_ROWS) {
            throw Refusal.invalid("intake-too-many-rows").with("most", MOST_ROWS);
        }
        List<Adoption> taken = new ArrayList<>();
        for (FileRow<AdoptionColumn> row : file.rows()) {
            String region = row.code(AdoptionColumn.REGION).text();
            row.needs(AdoptionColumn.REGION);
            LocalDate day = row.mustSay(AdoptionColumn.HOLDS_FROM) ? row.day(AdoptionColumn.HOLDS_FROM) : null;
            Adoption read =
                    day == null ? null : row.read(AdoptionColumn.SUBJECT, subject -> adoption(row, region, day));
            if (read != null) {
                taken.add(read);
            }
        }
        files.faults(AdoptionColumn.ALL, file.rows()).refuseAny();
        return taken;
    }

    private static Adoption adoption(FileRow<AdoptionColumn> row, String region, LocalDate day) {
        return Adoption.of(
                region,
                row.text(AdoptionColumn.STAGE),
                row.text(AdoptionColumn.SUBJECT),
                row.text(AdoptionColumn.EDITION),
                day);
    }

    private Mono<Void> refuseOthersRegions(List<Adoption> taken, Actor by) {
        return editions.placesOf(by)
                .map(AdoptedEditions.Place::code)
                .collect(Collectors.toSet())
                .flatMap(own -> other(taken, own));
    }

    private static Mono<Void> other(List<Adoption> taken, Set<String> own) {
        return Mono.justOrEmpty(taken.stream()
                        .map(Adoption::region)
                        .filter(region -> !own.contains(region))
                        .findFirst())
                .flatMap(region ->
                        Mono.error(Refusal.forbidden("region-not-yours").with("region", region)));
    }

    private Mono<Long> write(UUID act, List<Adoption> taken, String reason, Actor by) {
        return database.sql("""
                        insert into adopted_edition
                          (id, act_id, region_code, stage, subject, edition, holds_from, reason, set_by, set_by_name)
                        select id, :act, region, stage, subject, edition, day, :reason, :by, :byName
                          from unnest(:ids, :regions, :stages, :subjects, :editions, :days)
                            as t (id, region, stage, subject, edition, day)
                        on conflict (id) do nothing
                        """)
                .bind("act", act)
                .bind("reason", reason)
                .bind("by", by.person())
                .bind("byName", by.displayName())
                .bind(
                        "ids",
                        IntStream.range(0, taken.size())
                                .mapToObj(row -> Ids.derived("adopted-edition", act, row))
                                .toArray(UUID[]::new))
                .bind("regions", taken.stream().map(Adoption::region).toArray(String[]::new))
                .bind("stages", taken.stream().map(Adoption::stage).toArray(String[]::new))
                .bind("subjects", taken.stream().map(Adoption::subject).toArray(String[]::new))
                .bind("editions", taken.stream().map(Adoption::edition).toArray(String[]::new))
                .bind("days", taken.stream().map(Adoption::holdsFrom).toArray(LocalDate[]::new))
                .fetch()
                .rowsUpdated();
    }
}
