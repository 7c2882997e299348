package org.ziyuan.marketplace.execution;

import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** The legs of one journal; of lines the reader may not see neither name nor account is told. */
@Component
class JournalLegs {

    private final DatabaseClient database;

    JournalLegs(DatabaseClient database) {
        this.database = database;
    }

    Mono<List<JournalSheets.Leg>> of(UUID id, Actor actor) {
        return Sight.MONEY
                .bindTo(
                        database.sql("""
                        select g.seq, d.code as debit_code, case when dorg.id is not null then d.id end as debit_account,
                               case when dorg.id is null then '' else db.name end as debit_line, c.code as credit_code,
                               case when corg.id is not null then c.id end as credit_account,
                               case when corg.id is null then '' else cb.name end as credit_line, g.amount_in_fen, g.effect,
                               dorg.id is not null or corg.id is not null as seen
                          from leg g join account d on d.id = g.debit_account join account c on c.id = g.credit_account
                          left join budget_line db on db.id = d.budget_line_id
                          left join budget_line cb on cb.id = c.budget_line_id
                          left join organization dorg on dorg.id = db.organization_id
                               and %s
                          left join organization corg on corg.id = cb.organization_id
                               and %s
                         where g.journal_id = :id order by g.seq
                        """.formatted(Sight.over("dorg"), Sight.over("corg")))
                                .bind("id", id),
                        actor)
                .map(Rows.as(JournalSheets.Leg.class))
                .all()
                .collectList();
    }
}
