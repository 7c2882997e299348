package org.ziyuan.marketplace.access.history;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The place of a sign-in, precise enough for its owner to know it again. No person can be followed by it.
 *
 * @param device the browser and the system, as far as the browser names them; empty for what names neither
 * @param network the first two of four numbers of an address, or the first two groups of a longer one
 */
public record Where(String device, String network) {

    private static final Map<String, String> BROWSERS = ordered(
            "MicroMessenger", "微信",
            "DingTalk", "钉钉",
            "Edg/", "Edge",
            "OPR/", "Opera",
            "Firefox/", "Firefox",
            "Chrome/", "Chrome",
            "Safari/", "Safari");

    private static final Map<String, String> SYSTEMS = ordered(
            "Windows", "Windows",
            "HarmonyOS", "HarmonyOS",
            "OpenHarmony", "HarmonyOS",
            "Android", "Android",
            "iPhone", "iOS",
            "iPad", "iPadOS",
            "Mac OS X", "macOS",
            "Linux", "Linux");

    /** Where this request comes from. */
    public static Where of(ServerHttpRequest request) {
        String agent = Objects.requireNonNullElse(request.getHeaders().getFirst(HttpHeaders.USER_AGENT), "");
        String device = (named(agent, BROWSERS) + " " + named(agent, SYSTEMS)).strip();
        return new Where(device, network(request.getRemoteAddress()));
    }

    /** The place in words, such as {@code Chrome Windows · 10.3.*.*}; what is not known is left out. */
    public static String inWords(String device, String network) {
        return device.isEmpty() || network.isEmpty() ? device + network : device + " · " + network;
    }

    private static String network(@Nullable InetSocketAddress remote) {
        InetAddress address = remote == null ? null : remote.getAddress();
        if (address == null) {
            return "";
        }
        byte[] bytes = address.getAddress();
        return bytes.length == 4
                ? "%d.%d.*.*".formatted(bytes[0] & 0xff, bytes[1] & 0xff)
                : "%x:%x:*".formatted(group(bytes, 0), group(bytes, 2));
    }

    private static int group(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    private static String named(String agent, Map<String, String> names) {
        return names.entrySet().stream()
                .filter(one -> agent.contains(one.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> ordered = new LinkedHashMap<>();
        for (int place = 0; place < pairs.length; place += 2) {
            ordered.put(pairs[place], pairs[place + 1]);
        }
        return ordered;
    }
}
