package org.ziyuan.marketplace.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutsideOnlyTests {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, false",
        "10.1.2.3, false",
        "172.16.0.9, false",
        "192.168.1.1, false",
        "169.254.169.254, false",
        "100.64.0.1, false",
        "0.0.0.0, false",
        "::1, false",
        "fd00::1, false",
        "fe80::1, false",
        "::ffff:127.0.0.1, false",
        "224.0.0.1, false",
        "0.1.2.3, false",
        "192.0.0.8, false",
        "198.18.0.1, false",
        "255.255.255.255, false",
        "2002:7f00:1::, false",
        "2002:cb00:7107::, true",
        "64:ff9b::7f00:1, false",
        "64:ff9b::a00:1, false",
        "64:ff9b::cb00:7107, true",
        "198.20.0.1, true",
        "203.0.113.7, true",
        "100.128.0.1, true",
        "2001:da8::1, true"
    })
    void privateAddressesAreInside(String address, boolean outside) throws UnknownHostException {
        assertThat(OutsideOnly.isOutside(InetAddress.getByName(address))).isEqualTo(outside);
    }
}
