package org.ziyuan.procurement.engine;

import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.ziyuan.marketplace.test.Line;
import org.ziyuan.marketplace.test.TestDatabase;

/**
 * A database nobody else works on, at the end of a line that can be disturbed, and an engine in which nothing runs by
 * itself: the test takes every step by hand.
 */
final class OwnDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final Line LINE = Line.to(TestDatabase.shared().port());

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Map<String, Object> properties = new HashMap<>(TestDatabase.another().propertiesBy(LINE.port()));
        properties.put("ziyuan.engine.background", "false");
        properties.put("ziyuan.engine.lock", "2s");
        properties.put("ziyuan.engine.silence", "2s");
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("ownDatabase", properties));
    }
}
