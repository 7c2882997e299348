package org.ziyuan.procurement.requisition;

import static org.ziyuan.marketplace.row.Columns.fen;
import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.text;
import static org.ziyuan.marketplace.row.Columns.time;

import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Latest;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Nested;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.AskedOnce;
import org.ziyuan.marketplace.worklist.WorkKind;
import org.ziyuan.marketplace.worklist.WorkSource;
import org.ziyuan.procurement.choosing.Choice;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All requisitions, each seen by its own organization and by the bureaus and auditors above it. */
@Component
public class Requisitions implements WorkSource {

    private static final String WHOLE = """
            select r.*, o.name as organization_name, name_and_place(p.id, p.display_name, r.created_at) as requester_name, v.name as vendor_name,
                   b.name as budget_line_name,
                   coalesce((select sum(l.quantity * l.unit_price_in_fen)::bigint
                               from requisition_line l where l.requisition_id = r.id), 0) as lines_total %s
              from requisition r
              join organization o on o.id = r.organization_id
              join person p on p.id = r.requester_id
              left join organization v on v.id = r.vendor_id
              left join budget_line b on b.id = r.budget_line_id
             where %s
            """;

    private static final String SEEN = WHOLE.formatted("", Sight.over("o"));

    private static final String SEEN_WITH_LINES =
            WHOLE.formatted(", " + Nested.column("""
                            select l.*, l.unit_price_in_fen * l.quantity as total, %s
                              from requisition_line l where l.requisition_id = r.id order by l.position, l.id
                            """.formatted(Choice.OFFERS_OF_DRAFTS), "lines"), Sight.over("o"));

    /** Whoever began a draft hands it in or throws it away. */
    private static final String WORK = """
            select r.id, r.id as target, r.number, r.purpose as about,
                   coalesce((select name from organization where id = r.vendor_id), '') as who,
                   (select sum(l.quantity * l.unit_price_in_fen)::bigint
                      from requisition_line l where l.requisition_id = r.id) as amount_in_fen,
                   r.created_at as since, cast(null as timestamptz) as due_at
              from requisition r
             where r.organization_id = :own and r.requester_id = :person and r.state = 'DRAFT'
            """;

    private final DatabaseClient database;

    Requisitions(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public List<WorkKind> kinds() {
        return List.of(new WorkKind("submit", Set.of(Role.PURCHASER, Role.TEACHER), WORK));
    }

    /** @throws Refusal {@code requisition-not-found}, also for one the actor may not see */
    public Mono<Requisition> find(UUID id, Actor actor) {
        Mono<Requisition> found = seenBy(
                        actor, database.sql(SEEN_WITH_LINES + " and r.id = :id").bind("id", id))
                .map(Requisitions::withLines)
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("requisition", id)));
        return AskedOnce.of(found, "requisition", id, actor);
    }

    /**
     * The newest first, a page at a time and without lines.
     *
     * @param state only those in this state, or null for all
     */
    public Mono<Page<Requisition>> list(Actor actor, @Nullable RequisitionState state, Cursor after, int limit) {
        return list(actor, state, Sought.everything(after, limit));
    }

    /** The same narrowed by words of the number, the purpose, the school, who asked and the vendor. */
    public Mono<Page<Requisition>> list(Actor actor, @Nullable RequisitionState state, Sought sought) {
        var query = database.sql(SEEN + " and (cast(:state as text) is null or r.state = :state)"
                        + Sought.newestFirst(
                                "r.created_at", "r.id", "r.number", "r.purpose", "o.name", "p.display_name", "v.name"))
                .bind("state", Parameter.fromOrEmpty(state == null ? null : state.name(), String.class));
        return seenBy(actor, sought.bindTo(query))
                .map(Requisitions::requisition)
                .all()
                .collectList()
                .map(rows -> sought.page(rows, one -> new Cursor(one.createdAt(), one.id())));
    }

    /** The person's own in these states, the newest first and without lines. */
    public Flux<Requisition> ofRequester(Actor actor, Set<RequisitionState> states, int most) {
        var query = database.sql(SEEN + " and r.requester_id = :person and r.state = any(:states)"
                        + " order by r.created_at desc, r.id desc limit :most")
                .bind("person", actor.person())
                .bind("states", states.stream().map(Enum::name).toArray(String[]::new))
                .bind("most", Page.size(most));
        return seenBy(actor, query).map(Requisitions::requisition).all();
    }

    /** The person's own that are at hand, the newest first and without lines: at most so many of each kind. */
    public Mono<AtHand> atHand(Actor actor, int most) {
        var query = database.sql("""
                        select * from (
                          select own.*, row_number() over (
                                   partition by state = any(:came_back)
                                   order by created_at desc, id desc) as place
                            from (%s and r.requester_id = :person
                              and (r.state = any(:under_way)
                                or (r.state = any(:came_back) and r.closed_at > now() - interval '90 days'
                                  and not exists (select from requisition c where c.copied_from = r.id)))) own) placed
                         where place <= :most order by created_at desc, id desc
                        """.formatted(SEEN))
                .bind("person", actor.person())
                .bind("under_way", names(RequisitionState::isUnderWay))
                .bind("came_back", names(RequisitionState::cameBack))
                .bind("most", Page.size(most));
        return seenBy(actor, query)
                .map(Requisitions::requisition)
                .all()
                .collectList()
                .map(AtHand::of);
    }

    private static String[] names(Predicate<RequisitionState> which) {
        return Stream.of(RequisitionState.values())
                .filter(which)
                .map(Enum::name)
                .toArray(String[]::new);
    }

    /**
     * What a person has to look after of what he asked for.
     *
     * @param underWay what others are working on now
     * @param cameBack what others refused in the last ninety days and that was not copied since
     */
    public record AtHand(List<Requisition> underWay, List<Requisition> cameBack) {

        public static final AtHand NOTHING = new AtHand(List.of(), List.of());

        static AtHand of(List<Requisition> all) {
            return new AtHand(in(all, RequisitionState::isUnderWay), in(all, RequisitionState::cameBack));
        }

        private static List<Requisition> in(List<Requisition> all, Predicate<RequisitionState> states) {
            return all.stream().filter(one -> states.test(one.state())).toList();
        }
    }

    /** What happened to it so far, the latest five hundred, the oldest first. @throws Refusal {@code requisition-not-found} */
    public Flux<Happening> timeline(UUID id, Actor actor) {
        return find(id, actor)
                .flatMapMany(seen -> database.sql("""
                                select at, kind, name_and_place(actor_id, actor_name, at) as actor_name, note from requisition_event
                                 where requisition_id = :id order by seq desc limit 500
                                """)
                        .bind("id", id)
                        .map(Rows.as(Happening.class))
                        .all()
                        .as(Latest::inOrder));
    }

    /** The one that this was copied from; empty when it was begun anew. */
    public Mono<Requisition> originOf(UUID id, Actor actor) {
        return seenBy(
                        actor,
                        database.sql(SEEN + " and r.id = (select copied_from from requisition where id = :id)")
                                .bind("id", id))
                .map(Requisitions::requisition)
                .one();
    }

    /** By when the task that is open now should be decided; empty when none is open or no time was set. */
    public Mono<OffsetDateTime> dueAt(UUID id) {
        return database.sql("""
                        select due_at from approval_task
                         where requisition_id = :id and state = 'OPEN' and due_at is not null order by due_at limit 1
                        """).bind("id", id).mapValue(OffsetDateTime.class).one();
    }

    /**
     * One entry of the timeline.
     *
     * @param kind what happened, such as {@code submitted}; its words are the message {@code requisition.event.<kind>}
     */
    public record Happening(OffsetDateTime at, String kind, String actorName, String note) {}

    private static DatabaseClient.GenericExecuteSpec seenBy(Actor actor, DatabaseClient.GenericExecuteSpec query) {
        return Sight.REQUISITIONS.bindTo(query, actor);
    }

    private static Requisition withLines(Readable row) {
        return requisition(row).with(RequisitionLine.all(row, "lines"));
    }

    private static Requisition requisition(Readable row) {
        RequisitionState state = RequisitionState.valueOf(text(row, "state"));
        String frozen = state == RequisitionState.DRAFT ? "lines_total" : "total_in_fen";
        return new Requisition(
                id(row, "id"),
                text(row, "number"),
                id(row, "organization_id"),
                text(row, "organization_name"),
                id(row, "requester_id"),
                text(row, "requester_name"),
                text(row, "purpose"),
                state,
                row.get("vendor_id", UUID.class),
                row.get("vendor_name", String.class),
                row.get("budget_line_id", UUID.class),
                row.get("budget_line_name", String.class),
                fen(row, frozen),
                row.get("fiscal_year", Integer.class),
                row.get("order_id", UUID.class),
                row.get("outcome_code", String.class),
                row.get("outcome_reason", String.class),
                number(row, "row_version"),
                time(row, "created_at"),
                row.get("submitted_at", OffsetDateTime.class),
                row.get("closed_at", OffsetDateTime.class),
                List.of());
    }
}
