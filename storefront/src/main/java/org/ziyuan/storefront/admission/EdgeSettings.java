package org.ziyuan.storefront.admission;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How slow a client may be.
 *
 * @param window in every such time a client that sends a request or reads an answer must make progress
 * @param leastBytes what counts as progress; a request or an answer that is shorter must be whole by then
 */
@ConfigurationProperties("ziyuan.edge")
record EdgeSettings(
        @DefaultValue("30s") Duration window,
        @DefaultValue("4096") int leastBytes) {}
