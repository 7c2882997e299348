package org.ziyuan.storefront.sandbox.tool;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the sandbox tools listen, always on 127.0.0.1.
 *
 * @param port their port; several copies on one machine share it, 0 takes any that is free
 * @param patience how long whatever holds the port may take to say that it is another copy of ours
 * @param platforms issuers that are trusted beside the ones on this machine's own loopback address
 */
@ConfigurationProperties("ziyuan.sandbox.tool")
record SandboxToolSettings(
        @DefaultValue("8090") int port,
        @DefaultValue("20s") Duration patience,
        @DefaultValue List<String> platforms) {}
