package org.ziyuan.storefront.sandbox.tool;

import java.net.URI;
import java.time.Duration;
import reactor.netty.http.client.HttpClient;

/** Another copy of the product, whose tools this one uses. */
final class OtherCopy {

    static final String GREETING = "ziyuan sandbox tool";

    private OtherCopy() {}

    /** A program that does not answer in time, or never ends its answer, is no usable copy of ours. */
    static boolean answersAt(URI base, Duration patience) {
        return Boolean.TRUE.equals(HttpClient.create()
                .get()
                .uri(base + "/health")
                .responseContent()
                .asString()
                .next()
                .map(GREETING::equals)
                .timeout(patience)
                .onErrorReturn(false)
                .block());
    }
}
