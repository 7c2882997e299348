package org.ziyuan.marketplace.access.source;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** A range of addresses such as {@code 10.0.0.0/8}; a single address is a range of one. */
record AddressRange(byte[] network, int prefix) {

    static AddressRange of(String cidr) {
        String[] parts = cidr.strip().split("/", 2);
        if (!parts[0].matches("[0-9a-fA-F.:]+")) {
            throw new IllegalArgumentException("not an address range: " + cidr);
        }
        try {
            byte[] network = InetAddress.getByName(parts[0]).getAddress();
            int prefix = parts.length == 1 ? network.length * 8 : Integer.parseInt(parts[1]);
            if (prefix < 0 || prefix > network.length * 8) {
                throw new IllegalArgumentException("not an address range: " + cidr);
            }
            return new AddressRange(network, prefix);
        } catch (UnknownHostException malformed) {
            throw new IllegalArgumentException("not an address range: " + cidr, malformed);
        }
    }

    boolean contains(InetAddress address) {
        byte[] bits = address.getAddress();
        if (bits.length != network.length) {
            return false;
        }
        int ignored = network.length * 8 - prefix;
        return new BigInteger(1, bits).shiftRight(ignored).equals(new BigInteger(1, network).shiftRight(ignored));
    }
}
