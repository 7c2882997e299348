package org.ziyuan.marketplace.funding;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How an organization stands with the purpose rules of a year: which floors are not reached, how much ceiling is left. */
@Component
public class PurposeReport {

    private final DatabaseClient database;
    private final PurposeRules rules;
    private final PurposeUse use;

    PurposeReport(DatabaseClient database, PurposeRules rules, PurposeUse use) {
        this.database = database;
        this.rules = rules;
        this.use = use;
    }

    /**
     * How far one rule is kept.
     *
     * @param appropriated the year's money of the fund
     * @param threshold the floor or ceiling in money; zero where spending is forbidden
     * @param used what is reserved, promised, owed or spent under the rule
     * @param state kept, short (of a floor) or exceeded
     */
    public record Standing(PurposeRule rule, Money appropriated, Money threshold, Money used, String state) {

        static Standing of(PurposeRule rule, Money appropriated, Money used) {
            Money threshold = rule.isForbidden() ? Money.ZERO : rule.of(appropriated);
            int beside = used.compareTo(threshold);
            boolean floor = !rule.isForbidden() && !rule.isCeiling();
            String state = floor && beside < 0 ? "short" : !floor && beside > 0 ? "exceeded" : "kept";
            return new Standing(rule, appropriated, threshold, used, state);
        }
    }

    /** One standing per rule of each fund the organization has lines of. @throws Refusal {@code organization-not-found} */
    public Flux<Standing> of(UUID organizationId, int fiscalYear, Actor actor) {
        return visible(organizationId, actor)
                .thenMany(funds(organizationId, fiscalYear))
                .concatMap(fund -> use.appropriated(organizationId, fund, fiscalYear)
                        .flatMapMany(appropriated -> rules.inForce(organizationId, fund)
                                .collectList()
                                .flatMapIterable(inForce -> inForce)
                                .concatMap(rule -> use.of(rule, organizationId, fiscalYear, null)
                                        .map(used -> Standing.of(rule, appropriated, used)))));
    }

    private Flux<String> funds(UUID organizationId, int fiscalYear) {
        return database.sql("""
                        select distinct fund_code from budget_line
                         where organization_id = :organization and fiscal_year = :year order by fund_code
                        """)
                .bind("organization", organizationId)
                .bind("year", fiscalYear)
                .mapValue(String.class)
                .all()
                .collectList()
                .flatMapIterable(funds -> funds);
    }

    private Mono<Void> visible(UUID organizationId, Actor actor) {
        return Sight.MONEY
                .bindTo(database.sql("select id from organization o where o.id = :id and " + Sight.over("o")), actor)
                .bind("id", organizationId)
                .fetch()
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("organization", organizationId)))
                .then();
    }
}
