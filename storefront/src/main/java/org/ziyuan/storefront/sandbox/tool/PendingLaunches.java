package org.ziyuan.storefront.sandbox.tool;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the tool remembers between login initiation and launch: each state once, for ten minutes, for one browser. */
final class PendingLaunches {

    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final int MOST = 10_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, Pending> byState = new ConcurrentHashMap<>();

    /** What was sent to the platform, to be found again in its answer. */
    record Pending(
            String state,
            String nonce,
            String browser,
            SandboxApp app,
            String issuer,
            String deploymentId,
            String targetLinkUri,
            Instant expires) {}

    static String random() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    Pending remember(String browser, SandboxApp app, String issuer, String deploymentId, String targetLinkUri) {
        Instant now = Instant.now();
        byState.values().removeIf(pending -> pending.expires().isBefore(now));
        if (byState.size() >= MOST) {
            throw new ToolRefusal("busy", "此刻打开的人太多，请稍后再试。");
        }
        Pending pending =
                new Pending(random(), random(), browser, app, issuer, deploymentId, targetLinkUri, now.plus(LIFETIME));
        byState.put(pending.state(), pending);
        return pending;
    }

    /** Uses the state up. Refuses one that is unknown, used before, of another app or of another browser. */
    Pending take(@Nullable String state, @Nullable String browser, SandboxApp app) {
        Pending pending = state == null ? null : byState.remove(state);
        if (pending == null || pending.expires().isBefore(Instant.now())) {
            throw new ToolRefusal("state", "这次打开不是从本应用发起的，或者已经用过、已经过期（state 不符）。");
        }
        if (!pending.browser().equals(browser) || pending.app() != app) {
            throw new ToolRefusal("state", "这次打开是在另一个浏览器里发起的（state 与浏览器不符）。");
        }
        return pending;
    }
}
