package org.ziyuan.marketplace.together;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.util.context.Context;

/** Hands on what came of a question that was asked alone; what is asked because of it goes together. */
record Listener<T>(AskedTogether together, CoreSubscriber<? super T> reader) implements CoreSubscriber<T> {

    @Override
    public Context currentContext() {
        return reader.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        reader.onSubscribe(subscription);
    }

    @Override
    public void onNext(T row) {
        together.listen(() -> reader.onNext(row));
    }

    @Override
    public void onError(Throwable failure) {
        together.listen(() -> reader.onError(failure));
    }

    @Override
    public void onComplete() {
        together.listen(reader::onComplete);
    }
}
