package org.ziyuan.procurement.engine;

import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.ziyuan.marketplace.test.TestDatabase;

/** A database nobody else works on, and an engine in which nothing runs by itself: the test takes every step by hand. */
final class OwnDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Map<String, Object> properties = new HashMap<>(TestDatabase.another().properties());
        properties.put("ziyuan.engine.background", "false");
        properties.put("ziyuan.engine.lock", "2s");
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("ownDatabase", properties));
    }
}
