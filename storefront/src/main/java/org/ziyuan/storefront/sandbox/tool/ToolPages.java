package org.ziyuan.storefront.sandbox.tool;

import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.util.HtmlUtils;
import org.ziyuan.marketplace.transaction.BeijingTime;

/** What a person sees of a sandbox tool. */
final class ToolPages {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(BeijingTime.ZONE);

    private ToolPages() {}

    static String opened(VerifiedLaunch launch) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("who", who(launch));
        values.put("provided", provided(launch));
        values.put("privacy", privacy(launch));
        values.put("back", launch.returnUrl().map(ToolPages::back).orElse(""));
        values.put("content", content(launch));
        values.put("key", launch.keyId());
        values.put("issuer", launch.claims().getIssuer());
        values.put("audience", String.join(" ", launch.claims().getAudience()));
        values.put("deployment", launch.deploymentId());
        values.put("expires", TIME.format(launch.claims().getExpirationTime().toInstant()));
        values.put("pseudonym", launch.pseudonym().orElse("没有给出"));
        return framed(launch.app(), launch.app().title(), who(launch), Html.filled("opened.html", values));
    }

    static String refused(ToolRefusal refusal) {
        String body = Html.filled("refused.html", Map.of("sentence", refusal.sentence(), "check", refusal.check()));
        return frame("refused", "没有打开", "应用沙盒", "", body);
    }

    static String front(SandboxApp app) {
        return framed(app, app.title(), "", Html.filled("front.html", Map.of("app-title", app.title())));
    }

    /** Asks the browser to send the platform's answer again from here, so that it brings its cookie along. */
    static String again(SandboxApp app, Map<String, String> form) {
        StringBuilder fields = new StringBuilder("<input type=\"hidden\" name=\"again\" value=\"1\">\n");
        form.forEach((name, value) -> fields.append("<input type=\"hidden\" name=\"")
                .append(HtmlUtils.htmlEscape(name, "UTF-8"))
                .append("\" value=\"")
                .append(HtmlUtils.htmlEscape(value, "UTF-8"))
                .append("\">\n"));
        Map<String, String> values = Map.of("app", app.path(), "app-title", app.title(), "fields", fields.toString());
        return framed(app, app.title(), "", Html.filled("again.html", values));
    }

    static String asset(String name) {
        return Html.resource(name);
    }

    private static String content(VerifiedLaunch launch) {
        return switch (launch.app()) {
            case RENJIAO, READER -> Book.of(launch);
            case READING -> Html.resource("reading.html");
            case SCIENCE -> Html.resource("science.html");
            case CLOUD -> Html.resource("cloud.html");
            case ASSISTANT -> Html.resource("assistant.html");
        };
    }

    private static String who(VerifiedLaunch launch) {
        return launch.name()
                .map(name -> name.endsWith(launch.title()) ? name : name + launch.title())
                .orElse(launch.title());
    }

    private static String provided(VerifiedLaunch launch) {
        String until = launch.validUntil().map(day -> "，授权到 " + day).orElse("");
        return "本资源由 " + launch.provider() + " 提供" + until + "。";
    }

    private static String privacy(VerifiedLaunch launch) {
        if (launch.name().isPresent()) {
            return "平台按本应用的登记告诉了我们您的姓名；其余一概不知。";
        }
        return launch.pseudonym().isPresent() ? "我们只知道您在本应用的代号，不知道您是谁。" : "我们不知道您是谁，连代号也没有。";
    }

    private static String back(String url) {
        return "<p><a href=\"" + HtmlUtils.htmlEscape(url, "UTF-8") + "\">返回资源超市</a></p>";
    }

    private static String framed(SandboxApp app, String title, String who, String body) {
        return frame(app.path(), title, app.title(), who, body);
    }

    private static String frame(String app, String title, String appTitle, String who, String body) {
        return Html.filled(
                "frame.html", Map.of("app", app, "title", title, "app-title", appTitle, "who", who, "body", body));
    }
}
