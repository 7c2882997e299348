package org.ziyuan.marketplace.ledger.posting;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.ledger.posting.Callers.Latencies;
import org.ziyuan.marketplace.ledger.posting.Callers.Seen;

/**
 * Connections that each post again as soon as they are answered. They share the machine with what they measure, so they
 * send the same bytes every time and look no further than for the end of the headers of a 204.
 */
final class HttpCallers {

    private static final byte[] EXPECTED = "HTTP/1.1 204".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private HttpCallers() {}

    static Seen post(int connections, Duration time, int port, String path) throws InterruptedException {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        long began = System.nanoTime();
        Round round = new Round(began + time.toNanos(), port, path);
        try {
            Bootstrap bootstrap = new Bootstrap().group(loop).channel(NioSocketChannel.class);
            List<Channel> channels = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                channels.add(bootstrap
                        .clone()
                        .handler(new Caller(round))
                        .connect("127.0.0.1", port)
                        .sync()
                        .channel());
            }
            for (Channel channel : channels) {
                channel.closeFuture().sync();
            }
        } finally {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
        if (round.failure.get() != null) {
            throw new IllegalStateException(path, round.failure.get());
        }
        return round.latencies.seen(System.nanoTime() - began);
    }

    private static final class Round {
        private final long end;
        private final ByteBuf request;
        private final Latencies latencies = new Latencies();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Round(long end, int port, String path) {
            this.end = end;
            this.request = Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(
                    "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nContent-Length: 0\r\n\r\n",
                    StandardCharsets.US_ASCII));
        }
    }

    private static final class Caller extends SimpleChannelInboundHandler<ByteBuf> {
        private final Round round;
        private long asked;
        private int seen;

        Caller(Round round) {
            this.round = round;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            ask(context);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf answer) {
            while (answer.isReadable()) {
                byte next = answer.readByte();
                if (seen < EXPECTED.length && next != EXPECTED[seen]) {
                    throw new IllegalStateException("another answer than 204");
                }
                seen = seen < EXPECTED.length ? seen + 1 : progress(next);
                if (seen == EXPECTED.length + END.length) {
                    round.latencies.add(System.nanoTime() - asked);
                    ask(context);
                }
            }
        }

        /** How much of the end of the headers has been seen, counted on from the length of the status line. */
        private int progress(byte next) {
            int matched = seen - EXPECTED.length;
            if (next == END[matched]) {
                return seen + 1;
            }
            return EXPECTED.length + (next == END[0] ? 1 : 0);
        }

        private void ask(ChannelHandlerContext context) {
            seen = 0;
            asked = System.nanoTime();
            if (asked < round.end) {
                ChannelFuture unused = context.writeAndFlush(round.request.duplicate());
            } else {
                ChannelFuture unused = context.close();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            round.failure.compareAndSet(null, cause);
            ChannelFuture unused = context.close();
        }
    }
}
