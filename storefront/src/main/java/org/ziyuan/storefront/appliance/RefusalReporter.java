package org.ziyuan.storefront.appliance;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;

/** Says a {@link StartRefused} in its own words; a stack trace would hide them from whoever can mend it. */
final class RefusalReporter implements SpringBootExceptionReporter {

    RefusalReporter(@Nullable ConfigurableApplicationContext context) {}

    @Override
    public boolean reportException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefused refusal) {
                refusal.reasons().forEach(reason -> Progress.say("无法启动：%s", reason));
                return true;
            }
        }
        return false;
    }
}
