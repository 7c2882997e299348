package org.ziyuan.marketplace.transaction;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the core bears a database that is not heard.
 *
 * @param silence how long an answer may be owed without a byte of it before its connection is thrown away; more than the
 *     server's {@code statement_timeout}, whose refusal is an answer
 */
@ConfigurationProperties("ziyuan.database")
record DatabaseSettings(@DefaultValue("8s") Duration silence) {}
