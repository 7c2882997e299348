package org.ziyuan.marketplace.access.source;

import java.net.InetSocketAddress;
import java.util.List;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;

/**
 * Believes what a reverse proxy says about the original request, if it comes from one of the proxy's addresses;
 * anybody else's claims are thrown away.
 */
public final class TrustedProxy extends ForwardedHeaderTransformer {

    private final List<AddressRange> proxies;
    private final ForwardedHeaderTransformer forgetting = new ForwardedHeaderTransformer();

    public TrustedProxy(List<String> proxies) {
        this.proxies = proxies.stream().map(AddressRange::of).toList();
        this.forgetting.setRemoveOnly(true);
    }

    @Override
    public ServerHttpRequest apply(ServerHttpRequest request) {
        InetSocketAddress remote = request.getRemoteAddress();
        boolean trusted = remote != null
                && remote.getAddress() != null
                && proxies.stream().anyMatch(proxy -> proxy.contains(remote.getAddress()));
        return trusted ? super.apply(request) : forgetting.apply(request);
    }
}
