package org.ziyuan.storefront.appliance.posture;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.core.env.Environment;
import org.ziyuan.storefront.appliance.database.DatabaseProperties;
import org.ziyuan.storefront.appliance.parts.KeyFile;

/** What production refuses in its configuration: secrets that are missing, short or known. */
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
        }
        pair("ziyuan.payment.stripe.api-key", "ziyuan.payment.stripe.webhook-secret");
        pair("ziyuan.payment.alipay.app-id", "ziyuan.payment.alipay.private-key");
        pair("ziyuan.payment.alipay.app-id", "ziyuan.payment.alipay.alipay-public-key");
        testKeys();
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
            long distinct = new String(bytes, StandardCharsets.ISO_8859_1)
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

    private String value(String property) {
        return environment.getProperty(property, "");
    }
}
