package org.ziyuan.storefront.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever somebody typed into a part of the address to which he is sent, it is an address. */
class KeptViewsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' or 1=1 --",
                "%zz",
                "%",
                "a%2",
                "{x}",
                "<script>",
                "a\\b",
                "a\u0000b",
                "\u202e人民",
                "😀",
                "[1]",
                "a|b^c`d\"e"
            })
    void isAnAddress(String typed) {
        String address = KeptViews.address("/vendor/qualification/" + typed);

        assertThat(URI.create(address).getPath()).isEqualTo("/vendor/qualification/" + typed);
        assertThat(address).doesNotContain("{", "}");
    }

    @ParameterizedTest
    @CsvSource({
        "/orders?find=a%20b&page=2#differences, /orders?find=a%20b&page=2#differences",
        "/search?q=数学, /search?q=%E6%95%B0%E5%AD%A6",
        "'/a%b0(1)', '/a%b0(1)'"
    })
    void whatIsAnAddressStaysOne(String address, String same) {
        assertThat(KeptViews.address(address)).isEqualTo(same);
    }
}
