package org.ziyuan.storefront.appliance.posture;

import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** What production refuses of its doors: a second way into the engine, talkative endpoints, addresses in clear. */
final class ProductionDoors {

    /** A 2048-bit private key in PKCS#8, and its public half, are not shorter than this. */
    private static final int PRIVATE_KEY_BYTES = 1_100;

    private static final int PUBLIC_KEY_BYTES = 256;
    private static final String ALIPAY = "ziyuan.payment.alipay.";

    /** Camunda's REST API and web applications: servlet doors into the engine, with known holes. */
    private static final List<String> FORBIDDEN_CLASSES = List.of(
            "org.camunda.bpm.engine.rest.impl.CamundaRestResources",
            "org.camunda.bpm.webapp.impl.engine.ProcessEnginesFilter",
            "org.camunda.bpm.spring.boot.starter.webapp.CamundaBpmWebappAutoConfiguration",
            "org.camunda.bpm.spring.boot.starter.rest.CamundaBpmRestJerseyAutoConfiguration");

    private static final Set<String> HARMLESS_ENDPOINTS = Set.of("health", "info", "prometheus", "metrics", "posture");

    private final Environment environment;
    private final List<String> problems = new ArrayList<>();

    private ProductionDoors(Environment environment) {
        this.environment = environment;
    }

    static List<String> problems(Environment environment) {
        return problems(environment, name -> ClassUtils.isPresent(name, null));
    }

    static List<String> problems(Environment environment, Predicate<String> classIsPresent) {
        var doors = new ProductionDoors(environment);
        doors.classes(classIsPresent);
        doors.endpoints();
        doors.databases();
        doors.alipay();
        doors.https("ziyuan.lti.issuer");
        doors.https("ziyuan.mail.site");
        doors.mail();
        return List.copyOf(doors.problems);
    }

    private void classes(Predicate<String> classIsPresent) {
        FORBIDDEN_CLASSES.stream()
                .filter(classIsPresent)
                .forEach(found -> problems.add("类路径上有 Camunda 的 REST 或网页组件，请移除：" + found));
    }

    private void endpoints() {
        String exposed = environment.getProperty("management.endpoints.web.exposure.include", "health");
        for (String endpoint : exposed.split(",", 0)) {
            require(
                    HARMLESS_ENDPOINTS.contains(endpoint.strip()),
                    "management.endpoints.web.exposure.include 不能包含 " + endpoint.strip() + "。");
        }
    }

    /** The two drivers spell the option differently, and each ignores the other's spelling. */
    private void databases() {
        encrypted("spring.r2dbc.url", "sslMode");
        encrypted("spring.flyway.url", "sslmode");
        encrypted("ziyuan.engine.datasource.url", "sslmode");
    }

    private void encrypted(String property, String option) {
        String url = text(property);
        boolean verified = url.matches(".*[?&]" + option + "=verify-full(&.*)?");
        require(url.isBlank() || isHere(url) || verified, property + " 指向别的机器，必须带 " + option + "=verify-full。");
    }

    private void alipay() {
        if (!text(ALIPAY + "app-id").isBlank()) {
            key(ALIPAY + "private-key", PRIVATE_KEY_BYTES);
            key(ALIPAY + "alipay-public-key", PUBLIC_KEY_BYTES);
            require(!text(ALIPAY + "seller-id").isBlank(), "缺少 " + ALIPAY + "seller-id。");
            https(ALIPAY + "notify-url");
        }
    }

    private void key(String property, int bytes) {
        require(length(text(property)) >= bytes, property + " 太短：须是 2048 位以上的 RSA 密钥（Base64）。");
    }

    /** Letters carry links that let somebody in. */
    private void mail() {
        String host = text("ziyuan.mail.host");
        boolean open =
                text("ziyuan.mail.security").equalsIgnoreCase("NONE") && !host.matches("localhost|127\\..*|\\[?::1]?");
        require(host.isBlank() || !open, "ziyuan.mail.security 不能为 NONE：邮件服务器在别的机器上。");
    }

    private void https(String property) {
        String address = text(property);
        require(address.isBlank() || address.startsWith("https://"), property + " 必须以 https:// 开头。");
    }

    private void require(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }

    private String text(String property) {
        return environment.getProperty(property, "");
    }

    private static int length(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64.replaceAll("-----[^-]+-----", "")).length;
        } catch (IllegalArgumentException notBase64) {
            return 0;
        }
    }

    private static boolean isHere(String url) {
        String host = URI.create(url.replaceFirst("^(jdbc|r2dbc):(pool:)?", "")).getHost();
        return host != null && Posture.isLoopback(host);
    }
}
