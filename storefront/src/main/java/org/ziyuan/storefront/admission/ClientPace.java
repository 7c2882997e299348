package org.ziyuan.storefront.admission;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Watches the bytes of one connection. A client that owes us a request, or leaves our answer unread, must move so many
 * bytes in every window of time, else the connection is closed: one byte a second is not progress. While we owe the
 * answer, or wait with reading, nothing is asked of the client; a connection at rest between two requests is the
 * server's own idle limit.
 */
final class ClientPace extends ChannelDuplexHandler {

    private static final int LOOKS_PER_WINDOW = 4;

    private final long windowNanos;
    private final int leastBytes;
    private final Consumer<Slowness> closed;
    private final Window request = new Window();
    private final Window answer = new Window();

    private long received;
    private long sent;
    private boolean receiving = true;
    private boolean asking;
    private @Nullable ScheduledFuture<?> looking;

    /** What a client was too slow with. */
    enum Slowness {
        REQUEST,
        ANSWER
    }

    ClientPace(EdgeSettings settings, Consumer<Slowness> closed) {
        this.windowNanos = settings.window().toNanos();
        this.leastBytes = settings.leastBytes();
        this.closed = closed;
    }

    /** Puts it before everything that reads, and its second half behind the decoder, where requests have an end. */
    void watch(Channel channel) {
        channel.pipeline().addFirst("ziyuan.pace", this);
        if (channel.pipeline().get(NettyPipeline.HttpCodec) != null) {
            channel.pipeline().addAfter(NettyPipeline.HttpCodec, "ziyuan.ends", new Ends());
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        long pause = windowNanos / LOOKS_PER_WINDOW;
        looking = context.executor().scheduleAtFixedRate(() -> look(context), pause, pause, TimeUnit.NANOSECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stopLooking();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stopLooking();
    }

    @Override
    public void read(ChannelHandlerContext context) {
        asking = true;
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        asking = context.channel().config().isAutoRead();
        receiving = true;
        received += size(message);
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        long size = size(message);
        ChannelFuture unused = context.write(message, promise.unvoid().addListener(written -> sent += size));
    }

    private void look(ChannelHandlerContext context) {
        long now = context.executor().ticker().nanoTime();
        ChannelOutboundBuffer unread = context.channel().unsafe().outboundBuffer();
        long underWay = unread == null ? 0 : unread.currentProgress();
        if (request.tooSlow(receiving && asking, received, now)) {
            close(context, Slowness.REQUEST);
        } else if (answer.tooSlow(unread != null && !unread.isEmpty(), sent + underWay, now)) {
            close(context, Slowness.ANSWER);
        }
    }

    private void close(ChannelHandlerContext context, Slowness what) {
        stopLooking();
        closed.accept(what);
        var unused = context.close();
    }

    private void stopLooking() {
        if (looking != null) {
            boolean unused = looking.cancel(false);
            looking = null;
        }
    }

    private static long size(Object message) {
        if (message instanceof ByteBuf bytes) {
            return bytes.readableBytes();
        }
        return message instanceof FileRegion file ? file.count() : 0;
    }

    /** Since when something is owed, and what had moved by then. */
    private final class Window {

        private long since;
        private long moved;
        private boolean open;

        boolean tooSlow(boolean owed, long movedNow, long now) {
            if (!owed || !open || movedNow - moved >= leastBytes) {
                open = owed;
                since = now;
                moved = movedNow;
                return false;
            }
            return now - since >= windowNanos;
        }
    }

    private final class Ends extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof LastHttpContent) {
                receiving = false;
            }
            context.fireChannelRead(message);
        }
    }
}
