package org.ziyuan.storefront.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.ziyuan.storefront.appliance.start.DataFolder;
import org.ziyuan.storefront.appliance.start.PanelLine;

/**
 * Plays the payment providers that were not configured, in the demonstration. It is started before the first bean reads
 * its settings, which then find addresses and keys of the sandbox. A configured gateway is left alone.
 */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
@ConditionalOnWebApplication
class DemoPayments {

    @Bean
    static Player paymentSandbox(ConfigurableEnvironment environment) {
        return new Player(environment);
    }

    @Bean
    PanelLine paymentSandboxLine(Player player) {
        return player.line();
    }

    /** Starts the sandbox with the context and stops it after everything that uses it. */
    static final class Player
            implements BeanFactoryPostProcessor, ApplicationListener<WebServerInitializedEvent>, DisposableBean {

        private final ConfigurableEnvironment environment;
        private final Shop shop = new Shop();
        private @Nullable PaymentSandbox sandbox;

        Player(ConfigurableEnvironment environment) {
            this.environment = environment;
        }

        @Override
        public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
            boolean configured = environment.containsProperty("ziyuan.payment.alipay.gateway")
                    || environment.containsProperty("ziyuan.payment.stripe.api-base");
            if (!configured) {
                start();
            }
        }

        @Override
        public void onApplicationEvent(WebServerInitializedEvent event) {
            if (event.getApplicationContext().getServerNamespace() == null) {
                shop.openedAt(event.getWebServer().getPort());
            }
        }

        @Override
        public void destroy() {
            shop.close();
            if (sandbox != null) {
                sandbox.stop();
            }
        }

        PanelLine line() {
            return sandbox == null
                    ? new PanelLine("支付", "按配置连接支付机构", null)
                    : new PanelLine("支付", "支付宝、Stripe 沙箱（内置，" + sandbox.url() + "）", URI.create(sandbox.url() + "/"));
        }

        private void start() {
            DataFolder folder = DataFolder.of(environment);
            Path home = privateFolder(folder.root().resolve("sandbox"));
            SandboxKeys keys = SandboxKeys.in(home);
            String site = "http://127.0.0.1:" + environment.getProperty("server.port", "8080") + "/";
            Clock clock = Clock.systemUTC();
            PaymentSandbox started = PaymentSandbox.start(
                    keys.port(),
                    List.of(
                            new AlipaySandbox(keys, new Trades(home.resolve("alipay.json")), shop, clock),
                            new StripeSandbox(
                                    keys,
                                    new Trades(home.resolve("stripe.json")),
                                    shop,
                                    clock,
                                    site + "notify/stripe")));
            keys.keepPort(started.port());
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource("payment-sandbox", properties(started, keys, site)));
            sandbox = started;
        }

        private static Map<String, Object> properties(PaymentSandbox sandbox, SandboxKeys keys, String site) {
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("ziyuan.payment.return-url", site + "orders/{orderId}");
            properties.put("ziyuan.payment.first-check", "15s");
            properties.put("ziyuan.payment.longest-pause", "2m");
            properties.put("ziyuan.payment.poll", "5s");
            properties.put("ziyuan.payment.alipay.gateway", sandbox.url() + AlipaySandbox.GATEWAY);
            properties.put("ziyuan.payment.alipay.app-id", AlipaySandbox.APP_ID);
            properties.put("ziyuan.payment.alipay.seller-id", AlipaySandbox.SELLER_ID);
            properties.put("ziyuan.payment.alipay.private-key", keys.get(SandboxKeys.SHOP_PRIVATE));
            properties.put("ziyuan.payment.alipay.alipay-public-key", keys.get(SandboxKeys.ALIPAY_PUBLIC));
            properties.put("ziyuan.payment.alipay.notify-url", site + "notify/alipay");
            properties.put("ziyuan.payment.alipay.read-timeout", "3s");
            properties.put("ziyuan.payment.stripe.api-base", sandbox.url());
            properties.put("ziyuan.payment.stripe.api-key", keys.get(SandboxKeys.STRIPE_KEY));
            properties.put("ziyuan.payment.stripe.webhook-secret", keys.get(SandboxKeys.STRIPE_SECRET));
            properties.put("ziyuan.payment.stripe.read-timeout", "3s");
            return properties;
        }

        private static Path privateFolder(Path folder) {
            try {
                Path made = Files.createDirectories(folder);
                return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
            } catch (IOException refused) {
                throw new UncheckedIOException("cannot make " + folder, refused);
            }
        }
    }
}
