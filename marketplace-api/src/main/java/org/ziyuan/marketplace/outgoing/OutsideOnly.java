package org.ziyuan.marketplace.outgoing;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ipfilter.AbstractRemoteAddressFilter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Closes a connection that leads to a private address, by what it is really connected to: a name may be given another one. */
final class OutsideOnly extends AbstractRemoteAddressFilter<InetSocketAddress> {

    @Override
    protected boolean accept(ChannelHandlerContext context, InetSocketAddress remote) {
        return isOutside(remote.getAddress());
    }

    static boolean isOutside(InetAddress address) {
        byte[] bytes = address.getAddress();
        return !(address.isLoopbackAddress()
                        || address.isSiteLocalAddress()
                        || address.isLinkLocalAddress()
                        || address.isAnyLocalAddress()
                        || address.isMulticastAddress())
                && (bytes.length == 4 ? isPublic(bytes) : (bytes[0] & 0xfe) != 0xfc && leadsOutside(bytes));
    }

    /** Not of this network, shared by a carrier's customers, for protocols or trials, or kept for later (RFC 6890). */
    private static boolean isPublic(byte[] address) {
        int first = address[0] & 0xff;
        int second = address[1] & 0xff;
        return first != 0
                && !(first == 100 && (second & 0xc0) == 64)
                && !(first == 192 && second == 0 && address[2] == 0)
                && !(first == 198 && (second & 0xfe) == 18)
                && first < 240;
    }

    /** An address of version 6 may hold one of version 4, to which a gateway leads: 6to4 (RFC 3056) and NAT64 (RFC 6052). */
    private static boolean leadsOutside(byte[] address) {
        int prefix = ByteBuffer.wrap(address).getInt();
        int from = prefix >>> 16 == 0x2002 ? 2 : prefix == 0x0064ff9b ? 12 : -1;
        try {
            return from < 0 || isOutside(InetAddress.getByAddress(Arrays.copyOfRange(address, from, from + 4)));
        } catch (UnknownHostException never) {
            throw new IllegalStateException("four bytes are an address", never);
        }
    }
}
