package org.ziyuan.marketplace.ledger;

import java.time.Duration;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.Rounds;
import reactor.core.publisher.Mono;

/** Looks every half minute for set-aside money whose time is over; any number of nodes may look. */
@Component
class ExpiryWatch extends Rounds {

    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final ExpirePayments expirePayments;

    ExpiryWatch(
            ExpirePayments expirePayments, @Value("${ziyuan.roles:web,api,workflow,index,relay}") Set<String> roles) {
        super(PAUSE, roles.contains("relay"));
        this.expirePayments = expirePayments;
    }

    @Override
    protected Mono<?> round() {
        return expirePayments.expire();
    }
}
