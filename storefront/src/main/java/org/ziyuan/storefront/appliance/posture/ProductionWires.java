package org.ziyuan.storefront.appliance.posture;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.core.env.Environment;
import org.ziyuan.storefront.appliance.database.DatabaseProperties;
import org.ziyuan.storefront.appliance.parts.EmbeddedParts;

/** What production refuses of its connections: to leave the machine in clear. */
final class ProductionWires {

    private final Environment environment;
    private final List<String> problems = new ArrayList<>();

    private ProductionWires(Environment environment) {
        this.environment = environment;
    }

    static List<String> problems(Environment environment) {
        ProductionWires wires = new ProductionWires(environment);
        if (DatabaseProperties.isConfigured(environment)) {
            wires.databaseIsNearOrEncrypted();
        }
        wires.searchIsNearOrEncrypted();
        wires.sessionsTravelEncrypted();
        wires.drivers();
        return List.copyOf(wires.problems);
    }

    private void databaseIsNearOrEncrypted() {
        String url = value("spring.datasource.url") + value("spring.r2dbc.url");
        String host = URI.create(DatabaseProperties.jdbcUrl(environment).replaceFirst("^jdbc:", ""))
                .getHost();
        if (!Posture.isLoopback(String.valueOf(host))
                && !url.toLowerCase(Locale.ROOT).contains("verify-full")) {
            problems.add("数据库不在本机，连接串必须要求 sslmode=verify-full。");
        }
    }

    private void searchIsNearOrEncrypted() {
        String url = value(EmbeddedParts.SEARCH_URL);
        if (url.startsWith("http:")
                && !Posture.isLoopback(String.valueOf(URI.create(url).getHost()))) {
            problems.add(EmbeddedParts.SEARCH_URL + " 不在本机，必须使用 https。");
        }
    }

    private void sessionsTravelEncrypted() {
        if (!Posture.isLoopback(environment.getProperty("server.address", "127.0.0.1"))
                && !Posture.endsTls(environment)) {
            problems.add("server.address 不是回环地址而没有 server.ssl：请在本机放置终止 TLS 的代理，或配置证书。");
        }
        if (!environment.getProperty("ziyuan.session.secure", Boolean.class, true)) {
            problems.add("ziyuan.session.secure 不能为 false。");
        }
    }

    /** The two drivers spell the option differently, and each ignores the other's spelling. */
    private void drivers() {
        encrypted("spring.r2dbc.url", "sslMode");
        encrypted("spring.flyway.url", "sslmode");
        encrypted("ziyuan.engine.datasource.url", "sslmode");
    }

    private void encrypted(String property, String option) {
        String url = value(property);
        boolean verified = url.matches(".*[?&]" + option + "=verify-full(&.*)?");
        if (!url.isBlank() && !isHere(url) && !verified) {
            problems.add(property + " 指向别的机器，必须带 " + option + "=verify-full。");
        }
    }

    private static boolean isHere(String url) {
        String host = URI.create(url.replaceFirst("^(jdbc|r2dbc):(pool:)?", "")).getHost();
        return host != null && Posture.isLoopback(host);
    }

    private String value(String property) {
        return environment.getProperty(property, "");
    }
}
