package org.ziyuan.marketplace.intake.kept;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.intake.Columns;
import org.ziyuan.marketplace.intake.ErrorWorkbook;
import org.ziyuan.marketplace.intake.Faults;
import org.ziyuan.marketplace.intake.Heading;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.together.AskedTogether;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All files that were brought in, each seen by those of its organization who may bring in its kind. */
@Component
public class Intakes {

    private final DatabaseClient database;
    private final IntakeKinds kinds;
    private final IntakeRows rows;
    private final IntakeFaults faults;
    private final ErrorWorkbook workbook;

    Intakes(DatabaseClient database, IntakeKinds kinds, IntakeRows rows, IntakeFaults faults, ErrorWorkbook workbook) {
        this.database = database;
        this.kinds = kinds;
        this.rows = rows;
        this.faults = faults;
        this.workbook = workbook;
    }

    /** @throws Refusal {@code intake-not-found}, also for one the actor may not see */
    public Mono<Intake> find(UUID id, Actor actor) {
        return database.sql(Intake.COLUMNS + " where i.id = :id and i.organization_id = :own and i.kind = any (:kinds)")
                .bind("id", id)
                .bind("own", actor.organizationId())
                .bind("kinds", kinds.of(actor).map(IntakeKind::name).toArray(String[]::new))
                .map(Rows.as(Intake.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("intake", id)));
    }

    /**
     * The files of the actor's organization, the newest first.
     *
     * @param kind only of this kind; refuses with {@code intake-kind-not-found} one the actor may not bring in
     */
    public Mono<Page<Intake>> list(String kind, Sought sought, Actor actor) {
        return Mono.fromCallable(() -> kinds.named(kind, actor).name())
                .flatMap(name -> sought.bindTo(
                                database.sql(Intake.COLUMNS + " where i.organization_id = :own and i.kind = :kind"
                                                + Sought.newestFirst(
                                                        "i.created_at", "i.id", "i.file_name", "i.created_by_name"))
                                        .bind("own", actor.organizationId())
                                        .bind("kind", name))
                        .map(Rows.as(Intake.class))
                        .all()
                        .collectList())
                .map(found -> sought.page(found, one -> new Cursor(one.createdAt(), one.id())));
    }

    /**
     * A page of the rows of a file with what is wrong with them, in its order; then what it does not mention.
     *
     * @param outcome only what comes to this; null for all
     */
    public Mono<Page<IntakeRow>> rows(UUID id, Compared.@Nullable Outcome outcome, Sought sought, Actor actor) {
        int size = Page.size(sought.limit());
        return AskedTogether.of(find(id, actor)
                        .zipWith(
                                Mono.fromCallable(() -> place(sought.place()))
                                        .flatMap(place -> rows.after(id, outcome, place, size + 1)),
                                (seen, found) -> found))
                .flatMap(found -> withFaults(id, found))
                .map(found -> Page.of(found, size, IntakeRow::place));
    }

    /** What an applied file changed, as long as its rows are kept: a month. Nothing for one the actor may not see. */
    public Flux<IntakeRow> changes(UUID id, Actor actor) {
        return find(id, actor).flatMapMany(found -> rows.differing(id));
    }

    /** The rows of the file again, each bad cell marked. */
    public Mono<ResponseEntity<Flux<DataBuffer>>> marked(UUID id, Locale locale, Actor actor) {
        return find(id, actor)
                .flatMap(intake ->
                        marked(intake, kinds.named(intake.kind(), actor).columns(), locale));
    }

    private <C extends Enum<C> & Heading> Mono<ResponseEntity<Flux<DataBuffer>>> marked(
            Intake intake, Columns<C> columns, Locale locale) {
        return rows.written(intake.id(), columns, true)
                .zipWith(faults.of(intake.id(), 0, Integer.MAX_VALUE).collectList())
                .map(found -> workbook.of(
                        intake.fileName().replaceFirst("\\.[A-Za-z]{1,5}$", "") + "-"
                                + (Columns.isEnglish(locale) ? "errors" : "错误"),
                        found.getT1(),
                        new Faults<>(columns, KeptFault.again(found.getT2(), columns), intake.faults()),
                        locale));
    }

    private Mono<List<IntakeRow>> withFaults(UUID id, List<IntakeRow> found) {
        int first = found.stream()
                .map(IntakeRow::number)
                .filter(n -> n != null)
                .mapToInt(n -> n)
                .min()
                .orElse(0);
        int last = found.stream()
                .map(IntakeRow::number)
                .filter(n -> n != null)
                .mapToInt(n -> n)
                .max()
                .orElse(-1);
        return faults.of(id, first, last)
                .collectList()
                .map(all -> found.stream().map(row -> row.with(all)).toList());
    }

    private static int place(String after) {
        if (after.isEmpty()) {
            return 0;
        }
        if (!after.matches("[0-9]{1,7}")) {
            throw Refusal.malformed("cursor-malformed");
        }
        return Integer.parseInt(after);
    }
}
