package org.ziyuan.marketplace.execution;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.text;

import java.time.Clock;
import java.time.LocalDate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.AskedOnce;
import reactor.core.publisher.Mono;

/** What a question is about, as far as who asks sees it. */
@Component
class Extents {

    private final DatabaseClient database;

    private final Clock clock;

    Extents(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What is asked about, as it lay in the year: who oversees it now sees its years of before as well.
     *
     * @throws Refusal {@code organization-not-found}, also for one the actor may not see
     */
    Mono<Extent> of(Question question, Actor actor) {
        LocalDate day = Extent.treeOf(question.fiscalYear(), clock);
        Mono<Extent> found = Sight.MONEY
                .bindTo((day == null ? today() : then(day)).bind("id", question.at()), actor)
                .map(row -> new Extent(
                        id(row, "id"),
                        text(row, "name"),
                        text(row, "kind"),
                        text(row, "path"),
                        Sight.MONEY.seesBelow(actor),
                        question.fundCode(),
                        question.fiscalYear(),
                        day))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("organization", question.at())));
        return AskedOnce.of(found, "extent", question, actor);
    }

    private GenericExecuteSpec today() {
        return database.sql(
                "select o.id, o.name, o.kind, o.path from organization o where o.id = :id and " + Sight.over("o"));
    }

    private GenericExecuteSpec then(LocalDate day) {
        return database.sql("""
                        select o.id, o.name, o.kind, o.path
                          from organization_on(:day) o join organization today on today.id = o.id
                         where o.id = :id and (%s or %s)
                        """.formatted(Sight.over("o"), Sight.over("today"))).bind("day", day);
    }
}
