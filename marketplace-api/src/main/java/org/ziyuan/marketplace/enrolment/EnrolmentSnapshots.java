package org.ziyuan.marketplace.enrolment;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.enrolment.EnrolmentRow.Key;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.transaction.AskedOnce;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All counts of pupils, each seen by the bureau that made it and by those above. */
@Component
public class EnrolmentSnapshots {

    private static final String SEEN = Sight.over("s.bureau_id", "s.bureau_path");

    private static final Sought ALL = Sought.everything(Cursor.START, Page.OF_A_FILE);

    private final DatabaseClient database;
    private final SiteEnrolments enrolments;

    EnrolmentSnapshots(DatabaseClient database, SiteEnrolments enrolments) {
        this.database = database;
        this.enrolments = enrolments;
    }

    /** @throws Refusal {@code enrolment-snapshot-not-found}, also for one the actor may not see */
    public Mono<EnrolmentSnapshot> find(UUID id, Actor actor) {
        Mono<EnrolmentSnapshot> found = Sight.ALLOCATIONS
                .bindTo(database.sql(EnrolmentSnapshot.COLUMNS + " where s.id = :id and " + SEEN), actor)
                .bind("id", id)
                .map(Rows.as(EnrolmentSnapshot.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("enrolment-snapshot", id)));
        return AskedOnce.of(found, "snapshot", id, actor);
    }

    /**
     * The snapshots the actor may see, the newest first.
     *
     * @param fiscalYear only of this year, or null for all
     */
    public Mono<Page<EnrolmentSnapshot>> list(Actor actor, @Nullable Integer fiscalYear, Sought sought) {
        return sought.bindTo(Sight.ALLOCATIONS
                        .bindTo(
                                database.sql(EnrolmentSnapshot.COLUMNS + " where " + SEEN + """
                                   and (s.fiscal_year = :year or :year is null)
                                """
                                        + Sought.newestFirst("s.created_at", "s.id", "o.name", "s.fiscal_year")),
                                actor)
                        .bind("year", Parameter.fromOrEmpty(fiscalYear, Integer.class)))
                .map(Rows.as(EnrolmentSnapshot.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, row -> new Cursor(row.createdAt(), row.id())));
    }

    /**
     * The frozen counts that the actor's bureau may compute from, its own and those of the bureaus above, the newest first.
     * At most a hundred: a bureau freezes one or two a year.
     */
    public Flux<EnrolmentSnapshot> toComputeFrom(Actor actor) {
        return database.sql(EnrolmentSnapshot.COLUMNS + """
                         where s.state = 'FROZEN' and (s.bureau_path = :own or starts_with(:own, s.bureau_path || '.'))
                         order by s.created_at desc, s.id desc limit :most
                        """)
                .bind("own", actor.organizationPath())
                .bind("most", Page.LARGEST)
                .map(Rows.as(EnrolmentSnapshot.class))
                .all();
    }

    /**
     * A page of the rows of a snapshot, by school, site and level.
     *
     * @param sought words of the school, its code, site and level; its place is the {@code next} of the page before
     */
    public Mono<Page<EnrolmentRow>> rows(UUID id, Sought sought, Actor actor) {
        int size = Page.size(sought.limit());
        return find(id, actor)
                .flatMap(snapshot -> Mono.fromCallable(() -> place(sought.place()))
                        .flatMapMany(place -> enrolments.after(id, place, sought, size + 1))
                        .collectList())
                .map(rows -> page(rows, size));
    }

    /** How a snapshot's rows differ from the last frozen count of the same bureau. */
    public Mono<SnapshotDifference> difference(UUID id, Actor actor) {
        return AskedTogether.of(find(id, actor)
                        .zipWith(lastFrozenBefore(id).map(Optional::of).defaultIfEmpty(Optional.empty())))
                .flatMap(both -> enrolments
                        .all(id, ALL)
                        .collectList()
                        .flatMap(now -> difference(Mono.justOrEmpty(both.getT2()), now)));
    }

    Mono<SnapshotDifference> difference(EnrolmentSnapshot snapshot, List<EnrolmentRow> now) {
        return difference(lastFrozenBefore(snapshot.id()), now);
    }

    private Mono<SnapshotDifference> difference(Mono<UUID> frozen, List<EnrolmentRow> now) {
        return frozen.flatMap(last -> enrolments
                        .all(last, ALL)
                        .collectList()
                        .map(before -> SnapshotDifference.between(last, before, now)))
                .switchIfEmpty(Mono.fromCallable(() -> SnapshotDifference.between(null, List.of(), now)));
    }

    private Mono<UUID> lastFrozenBefore(UUID id) {
        return database.sql("""
                        select b.id from enrolment_snapshot s join enrolment_snapshot b on b.bureau_id = s.bureau_id
                         where s.id = :id and b.state = 'FROZEN' and b.id <> s.id and b.fiscal_year <= s.fiscal_year
                           and (s.frozen_at is null or b.frozen_at < s.frozen_at)
                         order by b.fiscal_year desc, b.frozen_at desc limit 1
                        """).bind("id", id).mapValue(UUID.class).one();
    }

    private static Page<EnrolmentRow> page(List<EnrolmentRow> rows, int size) {
        if (rows.size() <= size) {
            return new Page<>(rows, null);
        }
        Key last = rows.get(size - 1).key();
        return new Page<>(rows.subList(0, size), last.school() + "~" + last.site() + "~" + last.level());
    }

    private static Key place(String after) {
        String[] parts = after.split("~", -1);
        if (after.isEmpty()) {
            return new Key("", "", "");
        }
        if (parts.length != 3 || after.length() > 200) {
            throw Refusal.malformed("cursor-malformed");
        }
        return new Key(parts[0], parts[1], parts[2]);
    }

    /** Every row of a snapshot that is sought, one after the other, for writing them into a file. */
    public Flux<EnrolmentRow> everyRow(UUID id, Sought sought, Actor actor) {
        return find(id, actor).flatMapMany(snapshot -> enrolments.all(id, sought));
    }
}
