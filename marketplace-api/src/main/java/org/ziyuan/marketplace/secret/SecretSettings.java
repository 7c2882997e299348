package org.ziyuan.marketplace.secret;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What is kept outside the database.
 *
 * @param keyEncryptionKey 32 random bytes in Base64; private keys lie in the database encrypted with it
 */
@ConfigurationProperties("ziyuan.secrets")
public record SecretSettings(@Nullable String keyEncryptionKey) {}
