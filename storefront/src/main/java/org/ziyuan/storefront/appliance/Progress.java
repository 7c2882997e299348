package org.ziyuan.storefront.appliance;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What the person at the terminal reads while the appliance prepares itself: one line a step, with seconds since start. */
final class Progress {

    /** UTF-8 whatever the locale says: on a bare machine Java would print question marks for Chinese. */
    static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private Progress() {}

    static void say(String line, Object... values) {
        OUT.printf(Locale.ROOT, "[资源超市] %6.1f 秒  %s%n", seconds(), String.format(Locale.ROOT, line, values));
    }

    static double seconds() {
        long startedAt = ManagementFactory.getRuntimeMXBean().getStartTime();
        return (System.currentTimeMillis() - startedAt) / 1000.0;
    }
}
