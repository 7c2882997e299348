package org.ziyuan.marketplace.access;

import java.time.Duration;
import java.util.UUID;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.access.source.SourceAddress;
import org.ziyuan.marketplace.identity.KnownDevices;
import org.ziyuan.marketplace.identity.SignIn;
import reactor.core.publisher.Mono;

/** What a device keeps of earlier sign-ins, out of reach of scripts and of other sites. It opens nothing by itself. */
@Component
class DeviceCookie {

    private static final Duration KEPT = Duration.ofDays(180);

    private final KnownDevices devices;
    private final SessionSettings settings;

    DeviceCookie(KnownDevices devices, SessionSettings settings) {
        this.devices = devices;
        this.settings = settings;
    }

    SignIn.From of(ServerWebExchange exchange) {
        HttpCookie held = exchange.getRequest().getCookies().getFirst(name());
        return new SignIn.From(SourceAddress.of(exchange.getRequest()), held == null ? null : held.getValue());
    }

    Mono<Void> remember(ServerWebExchange exchange, UUID person) {
        return devices.remember(person, of(exchange).device())
                .doOnNext(token -> exchange.getResponse()
                        .addCookie(ResponseCookie.from(name(), token)
                                .path("/")
                                .httpOnly(true)
                                .sameSite("Lax")
                                .secure(settings.secure())
                                .maxAge(KEPT)
                                .build()))
                .then();
    }

    private String name() {
        return settings.cookie("device");
    }
}
