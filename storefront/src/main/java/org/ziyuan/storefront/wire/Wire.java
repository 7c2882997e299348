package org.ziyuan.storefront.wire;

import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;

/** Puts our words around the decoder, and our limit of an address before the server's: ours can say so on a page. */
@Configuration(proxyBeanMethods = false)
class Wire {

    /** Longer than any address of a page of ours, with 80 Chinese characters of search words and all facets chosen. */
    static final int LONGEST_ADDRESS = 4096;

    @Bean
    NettyServerCustomizer wireRefusals(WireWords words) {
        return server -> server.doOnChannelInit((observer, channel, remote) -> {
            RequestHeads heads = new RequestHeads();
            channel.pipeline()
                    .addBefore(NettyPipeline.HttpCodec, "ziyuan.heads", heads)
                    .addAfter(NettyPipeline.HttpCodec, "ziyuan.refusals", new WireRefusals(heads, words));
        });
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    WebFilter addressesHaveAnEnd() {
        return (exchange, chain) -> {
            String query = exchange.getRequest().getURI().getRawQuery();
            int length =
                    exchange.getRequest().getURI().getRawPath().length() + (query == null ? 0 : query.length() + 1);
            return length <= LONGEST_ADDRESS
                    ? chain.filter(exchange)
                    : Mono.error(new ResponseStatusException(HttpStatus.URI_TOO_LONG));
        };
    }
}
