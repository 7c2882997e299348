package org.ziyuan.storefront.sandbox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.FatalStartupException;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.Extension;

/** The server on which the played providers listen, on loopback alone. */
final class PaymentSandbox {

    private final WireMockServer server;

    private PaymentSandbox(WireMockServer server) {
        this.server = server;
    }

    /** Starts on the wanted port where it is free, else on any. */
    static PaymentSandbox start(int wantedPort, Extension... providers) {
        try {
            return listening(wantedPort, providers);
        } catch (FatalStartupException taken) {
            return listening(0, providers);
        }
    }

    int port() {
        return server.port();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    void stop() {
        server.stop();
    }

    private static PaymentSandbox listening(int port, Extension... providers) {
        WireMockServer server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .port(port)
                .disableRequestJournal()
                .containerThreads(12)
                .extensions(providers));
        server.start();
        server.stubFor(get(urlEqualTo("/")).willReturn(ok("payment sandbox")));
        server.stubFor(any(urlPathMatching("/gateway\\.do|/alipay/.*"))
                .willReturn(aResponse().withTransformers(AlipaySandbox.NAME)));
        server.stubFor(
                any(urlPathMatching("/v1/.*|/stripe/.*")).willReturn(aResponse().withTransformers(StripeSandbox.NAME)));
        return new PaymentSandbox(server);
    }
}
