package org.ziyuan.storefront.appliance.start;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** What the person at the terminal reads while the appliance prepares itself: one line a step, with seconds since start. */
public final class Progress {

    /** UTF-8 whatever the locale says: on a bare machine Java would print question marks for Chinese. */
    public static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

    private static volatile Said last = new Said("", 0);

    private Progress() {}

    private record Said(String line, double second) {}

    public static void say(String line, Object... values) {
        Said now = new Said(String.format(Locale.ROOT, line, values), seconds());
        last = now;
        OUT.printf(Locale.ROOT, "[资源超市] %6.1f 秒  %s%n", now.second, now.line);
    }

    /** Says every fifteen seconds what is still going on, until it is disposed of. */
    public static Disposable signsOfLife() {
        return Flux.interval(SIGN_OF_LIFE).subscribe(tick -> {
            Said said = last;
            if (seconds() - said.second >= SIGN_OF_LIFE.toSeconds()) {
                OUT.printf(
                        Locale.ROOT,
                        "[资源超市] %6.1f 秒  仍在进行：%s（已 %.0f 秒）%n",
                        seconds(),
                        said.line,
                        seconds() - said.second);
            }
        });
    }

    public static double seconds() {
        long startedAt = ManagementFactory.getRuntimeMXBean().getStartTime();
        return (System.currentTimeMillis() - startedAt) / 1000.0;
    }
}
