package org.ziyuan.storefront.sandbox.tool;

import java.net.URI;
import java.util.Optional;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.licensing.lti.tool.ToolRegistrations;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.listing.Listings.Catalogued;
import org.ziyuan.storefront.appliance.start.StartStep;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** After the demo province is there, registers the sandbox tools and says which listing each of them opens. */
@Component
@Profile("demo")
@ConditionalOnWebApplication
@Order(20)
class RegisterSandboxApps implements ApplicationRunner {

    private static final StartStep REGISTERING = StartStep.named("登记沙箱工具", "数据库一直太忙或不可用；请待机器空闲后再启动一次，doctor 会指出问题。");

    private final SandboxTool tool;
    private final ToolRegistrations registrations;
    private final Listings listings;

    RegisterSandboxApps(SandboxTool tool, ToolRegistrations registrations, Listings listings) {
        this.tool = tool;
        this.registrations = registrations;
        this.listings = listings;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        URI base = tool.base();
        Object unused = REGISTERING.await(Flux.fromArray(SandboxApp.values())
                .concatMap(app -> registrations.register(app.registration(base)))
                .then(place()));
    }

    private Mono<Void> place() {
        return listings.catalogued("textbook", "resource", "app")
                .collectMultimap(RegisterSandboxApps::appFor, Catalogued::id)
                .flatMapIterable(apps -> apps.entrySet())
                .filter(entry -> entry.getKey().isPresent())
                .concatMap(entry ->
                        registrations.place(entry.getKey().orElseThrow().clientId(), entry.getValue()))
                .then();
    }

    private static Optional<SandboxApp> appFor(Catalogued listing) {
        String code = listing.externalCode();
        String edition = listing.edition();
        if (listing.kind().equals("app")) {
            return code != null && code.startsWith("pilot-")
                    ? SandboxApp.at(code.substring("pilot-".length()))
                    : Optional.empty();
        }
        boolean renjiao = edition != null && (edition.startsWith("人教") || edition.startsWith("统编"));
        return Optional.of(renjiao ? SandboxApp.RENJIAO : SandboxApp.READER);
    }
}
