package org.ziyuan.storefront.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Reads along the heads of one connection's requests, before they are decoded. A header that goes on in the next line
 * is joined by the decoder with a blank, and by a proxy in front of us perhaps otherwise. RFC 9112 (5.2) lets a server
 * refuse.
 */
final class RequestHeads extends ChannelInboundHandlerAdapter {

    /** The end of a chunked body is known by whoever decodes it. */
    static final long UNKNOWN = -1;

    private boolean inHead = true;
    private long body;
    private boolean folded;
    private int line;
    private int length;

    /** Passes each head and each body on by itself: what comes behind a body is read as strictly. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            context.fireChannelRead(message);
            return;
        }
        while (bytes.isReadable()) {
            if (inHead) {
                context.fireChannelRead(bytes.readRetainedSlice(ofThisHead(bytes)));
            } else if (body == UNKNOWN) {
                context.fireChannelRead(bytes.readRetainedSlice(bytes.readableBytes()));
            } else {
                int part = (int) Math.min(body, bytes.readableBytes());
                body -= part;
                inHead = body == 0;
                context.fireChannelRead(bytes.readRetainedSlice(part));
            }
        }
        bytes.release();
    }

    /** A head was decoded. @return whether one of its headers went on in the next line */
    boolean hadAFold() {
        boolean had = folded;
        folded = false;
        return had;
    }

    /** So many bytes are no head. */
    void bodyFollows(long bytes) {
        body = bytes;
        inHead = bytes == 0;
        line = 0;
        length = 0;
    }

    /** A chunked body is over. */
    void bodyIsOver() {
        if (body == UNKNOWN) {
            bodyFollows(0);
        }
    }

    private int ofThisHead(ByteBuf bytes) {
        int from = bytes.readerIndex();
        for (int at = from; at < bytes.writerIndex(); at++) {
            byte letter = bytes.getByte(at);
            if (letter == '\n') {
                if (length == 0 && line > 0) {
                    inHead = false;
                    body = UNKNOWN;
                    return at + 1 - from;
                }
                line += length == 0 ? 0 : 1;
                length = 0;
            } else if (letter != '\r') {
                folded |= length == 0 && line > 0 && (letter == ' ' || letter == '\t');
                length++;
            }
        }
        return bytes.readableBytes();
    }
}
