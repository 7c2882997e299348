package org.ziyuan.storefront.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;
import org.springframework.util.Assert;
import org.ziyuan.ResourceSupermarket;
import org.ziyuan.marketplace.test.Line;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.transaction.Ids;

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

    /**
     * One that says it holds the demo province of every year to come, and has its operator: putting all of it in is half of
     * a start, and {@code DemoYearTests} alone wants it.
     */
    final class OwnDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestDatabase database = TestDatabase.another();
            try (Connection connection = database.superuser();
                    Statement statement = connection.createStatement()) {
                int one = statement.executeUpdate("""
                        with organization as (
                          insert into market.organization (id, kind, code, name, path)
                          values ('%s', 'operator', 'operator', '资源超市运营中心', 'operator')),
                        person as (
                          insert into market.person (id, login, display_name) values ('%s', 'operator', '演示'))
                        insert into market.demo_province (completed_at, fiscal_year) values (now(), 9999)
                        """.formatted(
                                Ids.derived("demo-organization", "operator"), Ids.derived("demo-person", "operator")));
                Assert.state(one == 1, "the demo province is there already");
            } catch (SQLException refused) {
                throw new IllegalStateException(refused);
            }
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("testDatabase", database.propertiesBy(LINE.port())));
        }
    }
}
