package org.ziyuan.storefront.appliance;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;

/** Keeps Boot from printing a stack trace over the sentence with which {@link StartFailure} ends a start. */
final class RefusalReporter implements SpringBootExceptionReporter {

    RefusalReporter(@Nullable ConfigurableApplicationContext context) {}

    @Override
    public boolean reportException(Throwable failure) {
        return true;
    }
}
