package org.ziyuan.catalog.index;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the search nodes are and how long we wait for them.
 *
 * @param url addresses of the nodes; without any, everything is found by browsing PostgreSQL
 * @param username for a cluster behind the security plugin
 * @param alias the name behind which the index of the day stands
 * @param connectTimeout a node that is away is noticed after this
 * @param queryTimeout a search that takes longer is answered from PostgreSQL
 * @param pause after a failure the nodes are left alone for so long, and searches are answered from PostgreSQL
 * @param maxConnections connections to all nodes together
 * @param upkeep how often the index is compared with the listings
 */
@ConfigurationProperties("ziyuan.opensearch")
record SearchNodeSettings(
        @DefaultValue List<URI> url,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue("ziyuan-listings") String alias,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("2s") Duration queryTimeout,
        @DefaultValue("2s") Duration pause,
        @DefaultValue("32") int maxConnections,
        @DefaultValue("20s") Duration upkeep) {}
