package org.ziyuan.storefront.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;
import org.ziyuan.ResourceSupermarket;
import org.ziyuan.marketplace.test.Line;
import org.ziyuan.marketplace.test.TestDatabase;

/** All five modules on a database of their own, without a port; what would run in the background stays asleep. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = ResourceSupermarket.class)
@ContextConfiguration(initializers = WholeMarket.OwnDatabase.class)
@TestPropertySource(
        properties = {
            "spring.main.lazy-initialization=true",
            "ziyuan.roles=web,api",
            "ziyuan.engine.background=false",
            "ziyuan.session.remembered=0",
            "ziyuan.opensearch.url=http://127.0.0.1:1"
        })
public @interface WholeMarket {

    /** The way to its database, in the hands of tests; whoever disturbs it lets it carry again. */
    Line LINE = Line.to(TestDatabase.shared().port());

    /** The demonstration fills its database, so it gets one of its own. */
    final class OwnDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "testDatabase", TestDatabase.another().propertiesBy(LINE.port())));
        }
    }
}
