package org.ziyuan.marketplace.pooling;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.funding.EndsWithTheYear;
import org.ziyuan.marketplace.identity.Actor;
import reactor.core.publisher.Mono;

/** A demand that is not awarded when its year is closed comes to nothing; the school may ask anew next year. */
@Component
class DemandsEndWithTheYear implements EndsWithTheYear {

    private final WithdrawJointDemand demands;

    DemandsEndWithTheYear(WithdrawJointDemand demands) {
        this.demands = demands;
    }

    @Override
    public Mono<Boolean> end(UUID documentId, int fiscalYear, Actor by, Mono<Void> release) {
        return demands.mark(documentId)
                .flatMap(line -> release.thenReturn(true))
                .defaultIfEmpty(false);
    }
}
