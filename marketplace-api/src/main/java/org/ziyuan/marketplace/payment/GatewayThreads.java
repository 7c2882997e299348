package org.ziyuan.marketplace.payment;

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

    /** Runs a blocking call there. */
    public <T> Mono<T> call(Callable<T> blocking) {
        return Mono.fromCallable(blocking).subscribeOn(threads);
    }

    @Override
    public void destroy() {
        threads.dispose();
    }
}
