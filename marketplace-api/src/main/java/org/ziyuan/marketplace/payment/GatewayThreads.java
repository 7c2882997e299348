package org.ziyuan.marketplace.payment;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The few threads on which the providers' own blocking libraries run; the only ones that may wait. */
@Component
public class GatewayThreads implements DisposableBean {

    private static final int THREADS = 8;
    private static final int WAITING = 256;

    private final Scheduler threads = Schedulers.newBoundedElastic(THREADS, WAITING, "payment-gateway");
    private final Duration limit;

    GatewayThreads(PaymentSettings settings) {
        this.limit = settings.answerWithin();
    }

    /**
     * Runs a blocking call there. Whoever waits is told after the limit although the provider goes on to send a byte now
     * and then; connecting and each wait for bytes have limits of their own in the libraries.
     */
    public <T> Mono<T> call(Callable<T> blocking) {
        return Mono.fromCallable(blocking).subscribeOn(threads).timeout(limit);
    }

    @Override
    public void destroy() {
        threads.dispose();
    }
}
