package org.ziyuan.marketplace.execution;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.AskedOnce;
import reactor.core.publisher.Mono;

/** The accounts of lines: whose each is, and what it holds. */
@Component
public class AccountSheets {

    private final DatabaseClient database;

    AccountSheets(DatabaseClient database) {
        this.database = database;
    }

    /** An account of a line, and what it holds. */
    public record Sheet(
            long accountId,
            String code,
            UUID lineId,
            String lineName,
            int fiscalYear,
            UUID organizationId,
            String organization,
            @Nullable UUID documentId,
            Money held) {}

    /** @throws Refusal {@code account-not-found}, also for one of a line the actor may not see */
    public Mono<Sheet> find(long accountId, Actor actor) {
        Mono<Sheet> found = Sight.MONEY
                .bindTo(database.sql("""
                        select a.id as account_id, a.code, b.id as line_id, line_title(f.name_zh, b.name) as line_name, b.fiscal_year,
                               o.id as organization_id, o.name as organization, a.document_id,
                               a.credits_posted - a.debits_posted as held
                          from account a join budget_line b on b.id = a.budget_line_id
                          join fund f on f.code = b.fund_code join organization o on o.id = b.organization_id
                         where a.id = :id and %s
                        """.formatted(Sight.over("o"))).bind("id", accountId), actor)
                .map(Rows.as(Sheet.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("account", accountId)));
        return AskedOnce.of(found, "account", accountId, actor);
    }
}
