package org.ziyuan.storefront.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.ziyuan.storefront.appliance.start.DataFolder;
import org.ziyuan.storefront.appliance.start.PanelLine;

/** Starts the sandbox with the context and stops it after everything that uses it. */
final class PaymentPlayer
        implements BeanFactoryPostProcessor, ApplicationListener<WebServerInitializedEvent>, DisposableBean {

    private final ConfigurableEnvironment environment;
    private final Shop shop = new Shop();
    private @Nullable PaymentSandbox sandbox;

    PaymentPlayer(ConfigurableEnvironment environment) {
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
                                keys, new Trades(home.resolve("stripe.json")), shop, clock, site + "notify/stripe"),
                        new IdentitySandbox("s0001", clock)));
        keys.keepPort(started.port());
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("payment-sandbox", SandboxProperties.of(started, keys, site)));
        sandbox = started;
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
