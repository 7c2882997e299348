package org.ziyuan.marketplace.yearend;

import java.time.Duration;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.Rounds;
import reactor.core.publisher.Mono;

/** Looks for closes and reopenings to take forward, on the nodes that do work in the background. */
@Component
class YearEndLoop extends Rounds {

    private final AdvanceYearEnds yearEnds;

    YearEndLoop(
            AdvanceYearEnds yearEnds,
            @Value("${ziyuan.year-end.poll:2s}") Duration poll,
            @Value("${ziyuan.roles:web,api,workflow,index,relay}") Set<String> roles) {
        super(poll, roles.contains("relay"));
        this.yearEnds = yearEnds;
    }

    @Override
    protected Mono<?> round() {
        return yearEnds.advanceAll();
    }
}
