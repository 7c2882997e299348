package org.ziyuan.storefront.appliance;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.ziyuan.storefront.appliance.parts.EmbeddedParts;
import org.ziyuan.storefront.appliance.parts.ServingFile;
import org.ziyuan.storefront.appliance.posture.Posture;
import org.ziyuan.storefront.appliance.start.DataFolder;
import org.ziyuan.storefront.appliance.start.Progress;
import reactor.core.Disposable;

/**
 * The sub-command {@code serve}. Between reading the configuration and making the first bean it looks which of database
 * and search were configured, and starts what was not. When everything serves it says so.
 */
final class Serve implements GenericApplicationListener {

    private final Disposable signsOfLife = Progress.signsOfLife();
    private final Class<?> application;
    private @Nullable EmbeddedParts parts;

    private Serve(Class<?> application) {
        this.application = application;
    }

    static void run(SpringApplication spring, Class<?> application, String... arguments) {
        Progress.say("正在启动");
        spring.addListeners(new Serve(application));
        StopWhileStarting start = StopWhileStarting.watching();
        try {
            spring.run(arguments);
        } finally {
            start.over();
        }
    }

    @Override
    public boolean supportsEventType(ResolvableType eventType) {
        return SpringApplicationEvent.class.isAssignableFrom(eventType.toClass())
                || ContextClosedEvent.class.isAssignableFrom(eventType.toClass());
    }

    @Override
    public int getOrder() {
        return EmbeddedParts.BETWEEN_CONFIGURATION_AND_LOGGING;
    }

    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        if (event instanceof ApplicationEnvironmentPreparedEvent prepared) {
            startParts(prepared.getEnvironment());
        } else if (event instanceof ApplicationPreparedEvent) {
            Progress.say("执行数据库迁移，启动流程引擎与页面");
        } else if (event instanceof ApplicationReadyEvent ready && parts != null) {
            Panel panel = Panel.of(ready.getApplicationContext(), parts);
            ServingFile.write(DataFolder.of(ready.getApplicationContext().getEnvironment()), panel.probes());
            panel.print(Progress.OUT);
            signsOfLife.dispose();
            IdleMemory.giveBack();
        } else if (event instanceof ContextClosedEvent closed
                && closed.getApplicationContext().getParent() == null) {
            ServingFile.remove(DataFolder.of(closed.getApplicationContext().getEnvironment()));
        }
    }

    private void startParts(ConfigurableEnvironment environment) {
        Posture.checkConfiguration(environment);
        EmbeddedParts started = EmbeddedParts.start(environment, application);
        Path log = DataFolder.of(environment).log("ziyuan.log");
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("log-file", Map.of("logging.file.name", log.toString())));
        SpringApplication.getShutdownHandlers().add(started::stop);
        Posture.checkDatabase(environment);
        parts = started;
    }
}
