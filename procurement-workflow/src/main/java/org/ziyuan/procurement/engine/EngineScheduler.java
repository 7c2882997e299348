package org.ziyuan.procurement.engine;

import java.util.concurrent.Callable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Where reactive code may wait for the engine: four threads and a bounded queue, never an event loop. */
@Component
class EngineScheduler implements DisposableBean {

    private final Scheduler threads = Schedulers.newBoundedElastic(4, 1000, "engine-call");

    <T> Mono<T> call(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(threads);
    }

    @Override
    public void destroy() {
        threads.dispose();
    }
}
