package org.ziyuan.storefront.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class FollowTests {

    @ParameterizedTest
    @CsvSource({
        "/requisitions/7, /requisitions/7?look=1",
        "/requisitions/7?look=1, /requisitions/7?look=2",
        "/requisitions/7?lang=en&look=29, /requisitions/7?lang=en&look=30",
        "/requisitions/7?look=-4, /requisitions/7?look=1",
        "//evil.example/?q=%E6%95%B0, /evil.example/?q=%E6%95%B0&look=1"
    })
    void thePageAsksForItself(String asked, String next) {
        assertThat(follow(asked)).isEqualTo(new Follow(next));
    }

    @Test
    void itEnds() {
        assertThat(follow("/requisitions/7?look=30")).isNull();
        assertThat(follow("/requisitions/7?look=many")).isNull();
    }

    private static @Nullable Follow follow(String address) {
        return Follow.of(MockServerHttpRequest.method(HttpMethod.GET, URI.create("http://market.example" + address))
                .build());
    }
}
