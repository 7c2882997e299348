package org.ziyuan.storefront.home;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.execution.LineSums;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.storefront.layout.BudgetBar;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The money on the first page: a school's own lines, or the sum of everything below a bureau. */
@Component
class MoneyAtHome {

    private static final int MOST_LINES = 4;

    private final LineSums sums;

    MoneyAtHome(LineSums sums) {
        this.sums = sums;
    }

    /** A line and where its journal stands. */
    record Line(UUID id, BudgetBar bar) {}

    Flux<Line> lines(Actor actor, int year) {
        return actor.isAnyOf(Role.PURCHASER, Role.ACCOUNTANT, Role.PRINCIPAL)
                ? sums.lines(actor.organizationId(), year)
                        .take(MOST_LINES)
                        .map(line -> new Line(line.id(), BudgetBar.of(line.sum())))
                : Flux.empty();
    }

    /** Everything below, as one bar without a name. */
    Mono<BudgetBar> below(Organization bureau, int year) {
        return sums.below(bureau.path(), bureau.name() + " · " + year, year).map(BudgetBar::of);
    }
}
