package org.ziyuan.marketplace.execution;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.text;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** What a question is about, as far as who asks sees it. */
@Component
class Extents {

    private final DatabaseClient database;

    Extents(DatabaseClient database) {
        this.database = database;
    }

    /** @throws Refusal {@code organization-not-found}, also for one the actor may not see */
    Mono<Extent> of(Question question, Actor actor) {
        return Sight.MONEY
                .bindTo(
                        database.sql("select o.id, o.name, o.kind, o.path from organization o where o.id = :id and "
                                        + Sight.over("o"))
                                .bind("id", question.at()),
                        actor)
                .map(row -> new Extent(
                        id(row, "id"),
                        text(row, "name"),
                        text(row, "kind"),
                        text(row, "path"),
                        Sight.MONEY.seesBelow(actor),
                        question.fundCode(),
                        question.fiscalYear()))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("organization", question.at())));
    }
}
