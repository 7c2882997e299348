package org.ziyuan.marketplace.yearend;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.NodeRoles;
import org.ziyuan.marketplace.transaction.Rounds;
import reactor.core.publisher.Mono;

/** Looks for closes and reopenings to take forward, on the nodes that do work in the background. */
@Component
class YearEndLoop extends Rounds {

    private final AdvanceYearEnds yearEnds;

    YearEndLoop(AdvanceYearEnds yearEnds, @Value("${ziyuan.year-end.poll:2s}") Duration poll, NodeRoles roles) {
        super(poll, roles.relay());
        this.yearEnds = yearEnds;
    }

    @Override
    protected Mono<?> round() {
        return yearEnds.advanceAll();
    }
}
