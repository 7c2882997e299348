package org.ziyuan.storefront.admission;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Gives every connection of the server its {@link ClientPace}; those it closes are counted and not logged. */
@Component
class SlowClients implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

    private final EdgeSettings settings;
    private final MeterRegistry meters;

    SlowClients(EdgeSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.meters = meters;
    }

    @Override
    public void customize(NettyReactiveWebServerFactory server) {
        server.addServerCustomizers(http -> http.doOnChannelInit(
                (observer, channel, remote) -> new ClientPace(settings, this::count).watch(channel)));
    }

    private void count(ClientPace.Slowness what) {
        meters.counter("ziyuan.edge.slow.clients", "with", what.name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
