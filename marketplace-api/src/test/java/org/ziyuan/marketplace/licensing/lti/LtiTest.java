package org.ziyuan.marketplace.licensing.lti;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.TestPropertySource;
import org.ziyuan.marketplace.test.MarketplaceTest;

/** A test of launches: a platform with a public address and a key for its keys. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@MarketplaceTest
@TestPropertySource(
        properties = {
            "ziyuan.lti.issuer=" + RelyingParty.ISSUER,
            "ziyuan.secrets.key-encryption-key=" + LtiTest.KEY_ENCRYPTION_KEY
        })
@interface LtiTest {
    String KEY_ENCRYPTION_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
}
