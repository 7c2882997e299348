package org.ziyuan.marketplace.test;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/** A test of the transaction core: all of marketplace-api on the shared real database, without a network port; a year
 * end goes on only when the test says so, every request reads its session anew, and a password is enough. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = MarketplaceOnly.class,
        properties = {
            "ziyuan.year-end.poll=1h",
            "ziyuan.webhooks.poll=1h",
            "ziyuan.session.remembered=0",
            "ziyuan.second-factor.demanded=false",
            "ziyuan.secrets.key-encryption-key=" + MarketplaceTest.KEY_ENCRYPTION_KEY
        })
@ContextConfiguration(initializers = TestDatabase.Initializer.class)
public @interface MarketplaceTest {

    /** 32 random bytes. */
    String KEY_ENCRYPTION_KEY = "q0p0u3b3m1tNwzV5bB0m4r1m3lq8yCk5Jk0dQy3sT2E=";
}
