package org.ziyuan.marketplace.execution;

import static org.ziyuan.marketplace.identity.Role.ACCOUNTANT;
import static org.ziyuan.marketplace.identity.Role.AUDITOR;
import static org.ziyuan.marketplace.identity.Role.CITY_BUREAU;
import static org.ziyuan.marketplace.identity.Role.COUNTY_BUREAU;
import static org.ziyuan.marketplace.identity.Role.PROVINCE_BUREAU;
import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.text;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** Whose money a person may look at: that of his own organization; who oversees or keeps books, also all below it. */
@Component
class Sight {

    /** Matches no path. */
    static final String NOTHING_BELOW = "-";

    private final DatabaseClient database;

    Sight(DatabaseClient database) {
        this.database = database;
    }

    /** @throws Refusal {@code organization-not-found}, also for one the actor may not see */
    Mono<Extent> extent(Question question, Actor actor) {
        return database.sql("""
                        select o.id, o.name, o.kind, o.path from organization o
                         where o.id = :id and (o.id = :own or o.path like :under)
                        """)
                .bind("id", question.at())
                .bind("own", actor.organizationId())
                .bind("under", below(actor))
                .map(row -> new Extent(
                        id(row, "id"),
                        text(row, "name"),
                        text(row, "kind"),
                        text(row, "path"),
                        oversees(actor),
                        question.fundCode(),
                        question.fiscalYear()))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("organization", question.at())));
    }

    /** The LIKE pattern of the paths below the actor's organization that he may see. */
    static String below(Actor actor) {
        return oversees(actor) ? pattern(actor.organizationPath()) : NOTHING_BELOW;
    }

    static String pattern(String path) {
        return path.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + ".%";
    }

    private static boolean oversees(Actor actor) {
        return actor.isAnyOf(COUNTY_BUREAU, CITY_BUREAU, PROVINCE_BUREAU, AUDITOR, ACCOUNTANT)
                && !actor.organizationPath().isEmpty();
    }
}
