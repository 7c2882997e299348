package org.ziyuan.marketplace.ledger;

import java.time.Duration;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.NodeRoles;
import org.ziyuan.marketplace.transaction.Rounds;
import reactor.core.publisher.Mono;

/** Looks every half minute for set-aside money whose time is over; any number of nodes may look. */
@Component
class ExpiryWatch extends Rounds {

    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final ExpirePayments expirePayments;

    ExpiryWatch(ExpirePayments expirePayments, NodeRoles roles) {
        super(PAUSE, roles.relay());
        this.expirePayments = expirePayments;
    }

    @Override
    protected Mono<?> round() {
        return expirePayments.expire();
    }
}
