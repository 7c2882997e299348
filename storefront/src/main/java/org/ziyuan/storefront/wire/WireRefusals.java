package org.ziyuan.storefront.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Stands behind the decoder of one connection. A request without exactly one host, or with a folded header, counts as one
 * that cannot be decoded; what the server answers to such requests by itself, without a word, gets one.
 */
final class WireRefusals extends ChannelDuplexHandler {

    /** How long the rest of what was sent is still taken, so that the answer is read before the connection breaks. */
    private static final Duration LINGER = Duration.ofMillis(500);

    private final RequestHeads heads;
    private final WireWords words;
    private boolean refused;
    private boolean bodiless;
    private boolean page;

    WireRefusals(RequestHeads heads, WireWords words) {
        this.heads = heads;
        this.words = words;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            boolean folded = heads.hadAFold();
            if (request.decoderResult().isSuccess() && (folded || !RequestHead.namesOneHost(request))) {
                request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("host or folded header")));
            }
            heads.bodyFollows(RequestHead.bodyOf(request));
            bodiless = request.method().equals(HttpMethod.HEAD);
            page = RequestHead.wantsPage(request);
        }
        if (message instanceof LastHttpContent) {
            heads.bodyIsOver();
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        ChannelFuture unused = context.write(
                message instanceof FullHttpResponse response && isWordless(response) ? said(response) : message,
                promise);
    }

    private boolean isWordless(FullHttpResponse response) {
        return !bodiless
                && !response.content().isReadable()
                && words.knows(response.status().code())
                && !response.headers().contains(HttpHeaderNames.CONTENT_TYPE);
    }

    /** Closed with something unread, the connection would be reset and take the answer with it. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (refused && context.channel() instanceof DuplexChannel channel && channel.isActive()) {
            refused = false;
            channel.config().setAutoRead(true);
            ChannelFuture unused = channel.shutdownOutput();
            var unusedToo =
                    context.executor().schedule(() -> end(context, promise), LINGER.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            end(context, promise);
        }
    }

    private static void end(ChannelHandlerContext context, ChannelPromise promise) {
        ChannelFuture unused = context.close(promise);
    }

    private FullHttpResponse said(FullHttpResponse response) {
        refused = true;
        byte[] body = words.of(response.status().code(), page);
        HttpHeaders headers = response.headers();
        headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CONTENT_TYPE, page ? "text/html;charset=UTF-8" : "application/problem+json")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("X-Content-Type-Options", "nosniff")
                .set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'");
        return response.replace(Unpooled.wrappedBuffer(body));
    }
}
