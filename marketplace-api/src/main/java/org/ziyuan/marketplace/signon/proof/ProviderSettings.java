package org.ziyuan.marketplace.signon.proof;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How identity providers are called.
 *
 * @param patience how long one call may take, from the name of the host to the last byte
 * @param inside whether a provider may have a private address, as on the province's own network
 */
@ConfigurationProperties("ziyuan.sign-on")
record ProviderSettings(
        @DefaultValue("5s") Duration patience,
        @DefaultValue("false") boolean inside) {}
