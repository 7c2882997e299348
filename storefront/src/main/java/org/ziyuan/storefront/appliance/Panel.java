package org.ziyuan.storefront.appliance;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.ziyuan.storefront.appliance.parts.EmbeddedParts;
import org.ziyuan.storefront.appliance.parts.ServingFile;
import org.ziyuan.storefront.appliance.posture.Posture;
import org.ziyuan.storefront.appliance.start.PanelLine;
import org.ziyuan.storefront.appliance.start.Progress;

/** The few lines a newcomer reads when everything serves: where it is, what runs, how to sign in. */
final class Panel {

    private static final String RULE = "─".repeat(72);
    private static final int LABEL_COLUMNS = 10;

    private final Map<String, String> lines = new LinkedHashMap<>();
    private final Map<String, String> probes = new LinkedHashMap<>();

    private Panel() {}

    static Panel of(ApplicationContext context, EmbeddedParts parts) {
        Environment environment = context.getEnvironment();
        Panel panel = new Panel();
        String scheme = Posture.endsTls(environment) ? "https" : "http";
        String site = address(environment, scheme, "server.address", "local.server.port") + "/";
        String readiness = address(environment, "http", "management.server.address", "local.management.port")
                + "/actuator/health/readiness";
        panel.lines.put("网址", site);
        panel.lines.put("健康检查", readiness);
        panel.probes.put(ServingFile.READINESS, readiness);
        panel.lines.put("数据库", parts.database());
        panel.lines.put("检索", parts.search());
        panel.probes.put("检索", environment.getProperty(EmbeddedParts.SEARCH_URL, ""));
        context.getBeanProvider(PanelLine.class).orderedStream().forEach(panel::add);
        panel.lines.put("停止", "Ctrl-C");
        return panel;
    }

    /** What {@code doctor} may ask, by name. */
    Map<String, String> probes() {
        return probes;
    }

    void print(PrintStream out) {
        out.println(RULE);
        out.printf(Locale.ROOT, "  资源超市已就绪（用时 %.1f 秒）%n", Progress.seconds());
        lines.forEach((label, text) -> out.println("  " + padded(label) + text));
        out.println(RULE);
    }

    private void add(PanelLine line) {
        lines.put(line.label(), line.text());
        if (line.probe() != null) {
            probes.put(line.label(), line.probe().toString());
        }
    }

    private static String address(Environment environment, String scheme, String host, String port) {
        return "%s://%s:%s"
                .formatted(scheme, environment.getProperty(host, "127.0.0.1"), environment.getProperty(port, "?"));
    }

    /** Chinese characters are two columns wide. */
    private static String padded(String label) {
        long wide = label.chars().filter(character -> character > 0xff).count();
        return label + " ".repeat((int) Math.max(1, LABEL_COLUMNS - label.length() - wide));
    }
}
