package org.ziyuan.marketplace.outgoing;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ipfilter.AbstractRemoteAddressFilter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Closes a connection that leads to a private address, by what it is really connected to: a name may be given another one. */
final class OutsideOnly extends AbstractRemoteAddressFilter<InetSocketAddress> {

    @Override
    protected boolean accept(ChannelHandlerContext context, InetSocketAddress remote) {
        return isOutside(remote.getAddress());
    }

    static boolean isOutside(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean shared = bytes.length == 4 && (bytes[0] & 0xff) == 100 && (bytes[1] & 0xc0) == 64;
        boolean unique = address instanceof Inet6Address && (bytes[0] & 0xfe) == 0xfc;
        return !(address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || shared
                || unique);
    }
}
