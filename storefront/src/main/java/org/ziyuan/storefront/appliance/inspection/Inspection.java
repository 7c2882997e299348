package org.ziyuan.storefront.appliance.inspection;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.ziyuan.storefront.appliance.database.DatabaseProperties;
import org.ziyuan.storefront.appliance.database.EarlierSchema;
import org.ziyuan.storefront.appliance.parts.EmbeddedParts;
import org.ziyuan.storefront.appliance.start.DataFolder;
import org.ziyuan.storefront.appliance.start.StartRefused;

/** Prepares the configuration for a sub-command that looks and changes nothing: no loops, no migrations, read only. */
final class Inspection implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    private static final Map<String, Object> READ_ONLY = readOnly();

    private final boolean dataRequired;

    private Inspection(boolean dataRequired) {
        this.dataRequired = dataRequired;
    }

    /** Refuses where there is no database to look at. */
    static Inspection ofExistingData() {
        return new Inspection(true);
    }

    /** Goes on without a database, so that its absence can be said. */
    static Inspection ofWhateverIsThere() {
        return new Inspection(false);
    }

    @Override
    public int getOrder() {
        return EmbeddedParts.BETWEEN_CONFIGURATION_AND_LOGGING;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        ConfigurableEnvironment environment = event.getEnvironment();
        EmbeddedParts parts = EmbeddedParts.inspect(environment);
        SpringApplication.getShutdownHandlers().add(parts::stop);
        if (dataRequired && !DatabaseProperties.isConfigured(environment)) {
            throw new StartRefused(
                    "数据目录 " + DataFolder.of(environment).root() + " 里还没有数据库；请先启动一次，或用 ZIYUAN_DATA_DIR 指定数据目录。");
        }
        if (dataRequired) {
            EarlierSchema.refuse(environment);
        }
        environment.getPropertySources().addFirst(new MapPropertySource("inspection", READ_ONLY));
    }

    private static Map<String, Object> readOnly() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("logging.level.root", "ERROR");
        properties.put("logging.level.org.ziyuan", "ERROR");
        properties.put("spring.flyway.enabled", "false");
        properties.put("ziyuan.roles", "");
        properties.put("camunda.bpm.enabled", "false");
        properties.put("spring.r2dbc.pool.initial-size", "1");
        properties.put("spring.r2dbc.pool.max-acquire-time", "60s");
        properties.put("ziyuan.database.silence", "1h");
        properties.put("spring.r2dbc.pool.max-create-connection-time", "60s");
        properties.put(
                "spring.r2dbc.properties.options",
                "search_path=market;default_transaction_read_only=on;statement_timeout=1h;work_mem=32MB");
        return properties;
    }
}
