package org.ziyuan.storefront.sandbox.tool;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ziyuan.marketplace.licensing.lti.tool.PrivacyLevel;
import org.ziyuan.marketplace.licensing.lti.tool.ToolRegistration;

/** The apps that can be opened in the demo; each is a tool of its own with its own client id and pseudonyms. */
enum SandboxApp {
    RENJIAO("renjiao", "人教数字教材", PrivacyLevel.NAME),
    READING("reading", "一起阅读", PrivacyLevel.PSEUDONYMOUS),
    SCIENCE("science", "爱科学", PrivacyLevel.PSEUDONYMOUS),
    CLOUD("cloud", "人人通云教学平台", PrivacyLevel.NAME),
    ASSISTANT("assistant", "教学助手", PrivacyLevel.NAME),
    /** Opens the textbooks of every publisher that has no app of its own. */
    READER("reader", "数字教材阅读器", PrivacyLevel.PSEUDONYMOUS);

    private final String path;
    private final String title;
    private final PrivacyLevel privacy;

    SandboxApp(String path, String title, PrivacyLevel privacy) {
        this.path = path;
        this.title = title;
        this.privacy = privacy;
    }

    static Optional<SandboxApp> at(String path) {
        return Arrays.stream(values()).filter(app -> app.path.equals(path)).findAny();
    }

    String path() {
        return path;
    }

    String title() {
        return title;
    }

    String clientId() {
        return "sandbox-" + path;
    }

    URI launchUri(URI base) {
        return base.resolve("/" + path + "/launch");
    }

    ToolRegistration registration(URI base) {
        return new ToolRegistration(
                clientId(),
                title,
                base.resolve("/" + path + "/login"),
                List.of(launchUri(base)),
                base.resolve("/" + path + "/"),
                base.resolve("/jwks"),
                privacy);
    }
}
