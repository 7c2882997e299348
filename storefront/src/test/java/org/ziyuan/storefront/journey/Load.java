package org.ziyuan.storefront.journey;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Connections that ask again as soon as they are answered, by a client that costs next to nothing: bytes out, heads read. */
final class Load {

    private static final Duration AT_FIRST = Duration.ofMillis(500);
    private static final int BUSY = 503;

    private final URI server;
    private final int status;
    private final Supplier<String> request;
    private final LongAdder answered = new LongAdder();
    private final LongAdder sentAway = new LongAdder();
    private final AtomicReference<@Nullable String> wrong = new AtomicReference<>();

    /** @param status what every answer must have */
    Load(URI server, int status, Supplier<String> request) {
        this.server = server;
        this.status = status;
        this.request = request;
    }

    /** A request that only looks, as a browser of this person sends it. */
    static Supplier<String> look(String path, String cookies) {
        String head = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n"
                + (cookies.isEmpty() ? "" : "Cookie: " + cookies + "\r\n") + "\r\n";
        return () -> head;
    }

    /** Answers a second, counted from half a second after the connections are open. Who is sent away asks again, uncounted. */
    double rate(int connections, Duration time) throws InterruptedException {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            Bootstrap client = new Bootstrap()
                    .group(loop)
                    .channel(NioSocketChannel.class)
                    .handler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel channel) {
                            channel.pipeline().addLast(new HttpResponseDecoder(), new Asking());
                        }
                    });
            for (int one = 0; one < connections; one++) {
                ChannelFuture unused =
                        client.connect(server.getHost(), server.getPort()).sync();
            }
            LockSupport.parkNanos(AT_FIRST.toNanos());
            long before = answered.sum();
            long begun = System.nanoTime();
            LockSupport.parkNanos(time.toNanos());
            double rate = (answered.sum() - before) * 1e9 / (System.nanoTime() - begun);
            if (wrong.get() != null) {
                throw new AssertionError(wrong.get());
            }
            return rate;
        } finally {
            boolean unused = loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).await(10, TimeUnit.SECONDS);
        }
    }

    /** How many were sent away because all places were taken. */
    long sentAway() {
        return sentAway.sum();
    }

    private final class Asking extends SimpleChannelInboundHandler<HttpObject> {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            ask(context);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (part instanceof HttpResponse head) {
                (head.status().code() == BUSY ? sentAway : answered).increment();
                if (head.status().code() != status && head.status().code() != BUSY) {
                    wrong.compareAndSet(null, request.get() + head);
                }
            }
            if (part instanceof LastHttpContent) {
                ask(context);
            }
        }

        private void ask(ChannelHandlerContext context) {
            byte[] bytes = request.get().getBytes(StandardCharsets.UTF_8);
            ChannelFuture unused = context.writeAndFlush(Unpooled.wrappedBuffer(bytes));
        }
    }
}
