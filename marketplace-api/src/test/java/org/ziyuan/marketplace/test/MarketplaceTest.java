package org.ziyuan.marketplace.test;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/** A test of the transaction core: all of marketplace-api on the shared real database, without a network port; a year
 * end goes on only when the test says so, and every request reads its session anew. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = MarketplaceOnly.class,
        properties = {"ziyuan.year-end.poll=1h", "ziyuan.session.remembered=0"})
@ContextConfiguration(initializers = TestDatabase.Initializer.class)
public @interface MarketplaceTest {}
