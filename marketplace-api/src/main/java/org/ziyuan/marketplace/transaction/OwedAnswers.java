package org.ziyuan.marketplace.transaction;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes one connection to the database when an answer is owed and nothing has come for too long.
 *
 * <p>The limits in the session are the server's and help only while it is heard. A network that swallows bytes, or a
 * server that stands still, leaves a statement without an answer for ever, and with it its connection, until the pool is
 * empty. The limit cannot be a {@code timeout} of whoever waits: cancelling tears a transaction. So the connection itself
 * ends; the driver then tells everybody who waits on it that it is gone, and the pool makes another.
 *
 * <p>It follows the frames of the protocol and nothing else: a request ends in Sync or Query, its answer in
 * ReadyForQuery; a part of a result is asked for with Flush. While more was asked than answered, silence counts; a reader
 * too slow to take what has arrived (reading is paused then) is no silence of the server's. This costs a look at the head
 * of every frame and no round trip.
 */
final class OwedAnswers extends ChannelDuplexHandler {

    /** Between the server's own limit, whose refusal must be heard first, and ours. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private static final int HEAD = 5;
    private static final byte QUERY = 'Q';
    private static final byte PARSE = 'P';
    private static final byte SYNC = 'S';
    private static final byte FLUSH = 'H';
    private static final byte READY = 'Z';
    /** PortalSuspended, CommandComplete, ErrorResponse: that part was answered. */
    private static final String PART = "sCE";

    private static final byte OUTSIDE_A_TRANSACTION = 'I';
    private static final byte[] MORE_TIME = StatementTime.PREFIX.getBytes(StandardCharsets.US_ASCII);

    private final long usual;
    private final Runnable gaveUp;
    private long limit;
    private boolean started;
    private int owed;
    private boolean owesPart;
    private long heard;
    private @Nullable Future<?> watch;

    private final byte[] head = new byte[HEAD];
    private int headBytes;
    private int bodyBytes;

    /**
     * @param silence how long an answer may be owed without a byte of it
     * @param gaveUp told before the connection is closed
     */
    OwedAnswers(Duration silence, Runnable gaveUp) {
        this.usual = silence.toNanos();
        this.limit = usual;
        this.gaveUp = gaveUp;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        long pause = Math.max(usual / 8, TimeUnit.MILLISECONDS.toNanos(10));
        watch = context.executor().scheduleWithFixedDelay(() -> look(context), pause, pause, TimeUnit.NANOSECONDS);
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (watch != null) {
            watch.cancel(false);
        }
        context.fireChannelInactive();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf frames) {
            boolean waiting = waits();
            asked(frames);
            if (!waiting) {
                heard = now(context);
            }
        }
        var unused = context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            heard = now(context);
            answered(bytes);
        }
        context.fireChannelRead(message);
    }

    private static long now(ChannelHandlerContext context) {
        return context.executor().ticker().nanoTime();
    }

    private boolean waits() {
        return owed > 0 || owesPart;
    }

    private void look(ChannelHandlerContext context) {
        if (!context.channel().config().isAutoRead()) {
            heard = now(context);
        } else if (waits() && now(context) - heard > limit) {
            gaveUp.run();
            var unused = context.close();
        }
    }

    /** The driver writes whole frames; only the very first one has no letter. */
    private void asked(ByteBuf frames) {
        int at = frames.readerIndex();
        if (!started) {
            started = true;
            owed++;
            return;
        }
        for (; frames.writerIndex() - at >= HEAD; at += 1 + frames.getInt(at + 1)) {
            byte letter = frames.getByte(at);
            if (letter == SYNC || letter == QUERY) {
                owed++;
            }
            owesPart |= letter == FLUSH;
            if (letter == QUERY || letter == PARSE) {
                giveMoreTime(frames, at + HEAD, letter == PARSE);
            }
        }
    }

    private void giveMoreTime(ByteBuf frames, int from, boolean named) {
        int at = from;
        while (named && frames.getByte(at++) != 0) {
            // past the statement's name
        }
        if (frames.writerIndex() - at <= MORE_TIME.length) {
            return;
        }
        for (byte letter : MORE_TIME) {
            if (frames.getByte(at++) != letter) {
                return;
            }
        }
        long milliseconds = 0;
        for (byte digit = frames.getByte(at); digit >= '0' && digit <= '9'; digit = frames.getByte(++at)) {
            milliseconds = milliseconds * 10 + digit - '0';
        }
        limit = Math.max(usual, TimeUnit.MILLISECONDS.toNanos(milliseconds) + GRACE.toNanos());
    }

    /** What arrives is cut anywhere. */
    private void answered(ByteBuf bytes) {
        int at = bytes.readerIndex();
        while (at < bytes.writerIndex()) {
            if (headBytes < HEAD) {
                head[headBytes++] = bytes.getByte(at++);
                bodyBytes = headBytes == HEAD ? length() : 0;
            } else {
                int taken = Math.min(bodyBytes, bytes.writerIndex() - at);
                bodyBytes -= taken;
                at += taken;
            }
            if (headBytes == HEAD && bodyBytes == 0) {
                headBytes = 0;
                answered(head[0], bytes.getByte(at - 1));
            }
        }
    }

    private void answered(byte letter, byte last) {
        owesPart &= letter != READY && PART.indexOf(letter) < 0;
        if (letter == READY) {
            owed--;
            limit = last == OUTSIDE_A_TRANSACTION ? usual : limit;
        }
    }

    /** Without the four bytes of the length itself. */
    private int length() {
        return ((head[1] & 0xff) << 24 | (head[2] & 0xff) << 16 | (head[3] & 0xff) << 8 | head[4] & 0xff) - 4;
    }
}
