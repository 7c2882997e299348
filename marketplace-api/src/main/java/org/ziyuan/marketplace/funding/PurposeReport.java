package org.ziyuan.marketplace.funding;

import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.funding.PurposeUse.Use;
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
    private final PurposeUse use;
    private final Clock clock;

    PurposeReport(DatabaseClient database, PurposeUse use, Clock clock) {
        this.database = database;
        this.use = use;
        this.clock = clock;
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

        static Standing of(Use use) {
            PurposeRule rule = use.rule();
            Money used = use.used();
            Money threshold = rule.isForbidden() ? Money.ZERO : rule.of(use.appropriated());
            int beside = used.compareTo(threshold);
            boolean floor = !rule.isForbidden() && !rule.isCeiling();
            String state = floor && beside < 0 ? "short" : !floor && beside > 0 ? "exceeded" : "kept";
            return new Standing(rule, use.appropriated(), threshold, used, state);
        }
    }

    /** One standing per rule of each fund the organization has lines of. @throws Refusal {@code organization-not-found} */
    public Flux<Standing> of(UUID organizationId, int fiscalYear, Actor actor) {
        return visible(organizationId, actor)
                .thenMany(Flux.defer(() -> use.inForce(organizationId, fiscalYear, LocalDate.now(clock))))
                .map(Standing::of);
    }

    private Mono<Void> visible(UUID organizationId, Actor actor) {
        return Sight.MONEY
                .bindTo(database.sql("select id from organization o where o.id = :id and " + Sight.over("o")), actor)
                .bind("id", organizationId)
                .mapValue(UUID.class)
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("organization", organizationId)))
                .then();
    }
}
