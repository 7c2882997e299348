package org.ziyuan.marketplace.factor;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who has to prove himself twice.
 *
 * @param demanded whether those who decide about money and those who run the platform must; only the
 *     demonstration does without
 * @param issuer under which name an authenticator lists its code
 */
@ConfigurationProperties("ziyuan.second-factor")
record SecondFactorSettings(
        @DefaultValue("true") boolean demanded,
        @DefaultValue("资源超市") String issuer) {}
