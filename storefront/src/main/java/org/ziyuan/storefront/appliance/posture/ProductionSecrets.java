package org.ziyuan.storefront.appliance.posture;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.core.env.Environment;
import org.ziyuan.storefront.appliance.database.DatabaseProperties;
import org.ziyuan.storefront.appliance.parts.EmbeddedParts;
import org.ziyuan.storefront.appliance.parts.KeyFile;

/** What production refuses in its configuration: secrets that are missing, short or known, and doors without TLS. */
final class ProductionSecrets {

    private static final int KEY_BYTES = 32;
    private static final int PASSWORD_LENGTH = 16;
    private static final int FEW_DISTINCT = 8;
    private static final Set<String> KNOWN =
            Set.of("changeme", "password", "postgres", "secret", "admin", "ziyuan", "test");

    private final Environment environment;
    private final List<String> problems = new ArrayList<>();

    ProductionSecrets(Environment environment) {
        this.environment = environment;
    }

    /** One line a problem; empty when production may start. */
    List<String> problems() {
        keyEncryptionKey();
        if (DatabaseProperties.isConfigured(environment)) {
            password("spring.r2dbc.password");
            password("spring.datasource.password");
            databaseIsNearOrEncrypted();
        }
        searchIsNearOrEncrypted();
        sessionsTravelEncrypted();
        moneyIsProvedTwice();
        pair("ziyuan.payment.stripe.api-key", "ziyuan.payment.stripe.webhook-secret");
        pair("ziyuan.payment.alipay.app-id", "ziyuan.payment.alipay.private-key");
        pair("ziyuan.payment.alipay.app-id", "ziyuan.payment.alipay.alipay-public-key");
        testKeys();
        nobodyListensIn();
        return problems;
    }

    private void keyEncryptionKey() {
        String key = value(KeyFile.PROPERTY);
        if (key.isBlank()) {
            problems.add("缺少 " + KeyFile.PROPERTY + "：32 个随机字节的 Base64（openssl rand -base64 32）。");
            return;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(key.strip());
            long distinct = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
                    .chars()
                    .distinct()
                    .count();
            if (bytes.length != KEY_BYTES || distinct <= FEW_DISTINCT) {
                problems.add(KeyFile.PROPERTY + " 必须是 32 个随机字节的 Base64。");
            }
        } catch (IllegalArgumentException notBase64) {
            problems.add(KeyFile.PROPERTY + " 不是 Base64。");
        }
    }

    private void password(String property) {
        String password = value(property);
        if (password.isEmpty()
                && property.startsWith("spring.datasource")
                && !value("spring.r2dbc.password").isEmpty()) {
            return;
        }
        if (password.length() < PASSWORD_LENGTH
                || KNOWN.contains(password.toLowerCase(Locale.ROOT))
                || password.chars().distinct().count() <= FEW_DISTINCT) {
            problems.add(property + " 缺失或太弱：至少 " + PASSWORD_LENGTH + " 个字符，且不是常见口令。");
        }
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

    private void moneyIsProvedTwice() {
        if (!environment.getProperty("ziyuan.second-factor.demanded", Boolean.class, true)) {
            problems.add("ziyuan.second-factor.demanded 不能为 false：经手资金和管理平台的人须有第二步验证。");
        }
    }

    private void pair(String first, String second) {
        if (!value(first).isBlank() && value(second).isBlank()) {
            problems.add("配置了 " + first + " 而缺少 " + second + "。");
        }
    }

    private void testKeys() {
        if (value("ziyuan.payment.stripe.api-key").startsWith("sk_test_")) {
            problems.add("ziyuan.payment.stripe.api-key 是测试密钥。");
        }
        String webhook = value("ziyuan.payment.stripe.webhook-secret");
        if (!webhook.isEmpty() && webhook.length() < KEY_BYTES) {
            problems.add("ziyuan.payment.stripe.webhook-secret 太短。");
        }
    }

    private void nobodyListensIn() {
        boolean debugged = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .anyMatch(argument -> argument.contains("jdwp")
                        || argument.contains("jmxremote")
                        || argument.startsWith("-javaagent:")
                        || argument.startsWith("-agentpath:"));
        if (debugged) {
            problems.add("虚拟机带着调试、JMX 端口或代理（agent）。");
        }
    }

    private String value(String property) {
        return environment.getProperty(property, "");
    }
}
