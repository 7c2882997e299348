package org.ziyuan.marketplace.access;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the browser is told about other sites.
 *
 * @param formAction origins beside our own to which a form, or the redirect after it, may lead: tools, payment pages
 * @param origins origins under which we are known beside the one in the request: behind a proxy that changes the host
 * @param behindProxy the address ranges of the reverse proxy in front of us, which must overwrite X-Forwarded-*
 */
@ConfigurationProperties("ziyuan.web")
record WebSettings(
        @DefaultValue List<String> formAction,
        @DefaultValue List<String> origins,
        @DefaultValue List<String> behindProxy) {}
