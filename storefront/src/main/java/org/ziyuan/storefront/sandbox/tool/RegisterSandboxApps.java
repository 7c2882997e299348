package org.ziyuan.storefront.sandbox.tool;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.licensing.lti.ToolRegistrations;
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
    private final DatabaseClient database;

    RegisterSandboxApps(SandboxTool tool, ToolRegistrations registrations, DatabaseClient database) {
        this.tool = tool;
        this.registrations = registrations;
        this.database = database;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        URI base = tool.base();
        Object unused = REGISTERING.await(Flux.fromArray(SandboxApp.values())
                .concatMap(app -> registrations.register(app.registration(base)))
                .then(place()));
    }

    private Mono<Void> place() {
        return database.sql("""
                        select l.id, l.kind, l.external_code, v.edition
                          from listing l join listing_version v on v.listing_id = l.id and v.version = l.current_version
                         where l.kind in ('textbook', 'resource', 'app')
                        """)
                .map(Opened::of)
                .all()
                .collectMultimap(opened -> opened.app, opened -> opened.listing)
                .flatMapIterable(apps -> apps.entrySet())
                .filter(entry -> entry.getKey().isPresent())
                .concatMap(entry ->
                        registrations.place(entry.getKey().orElseThrow().clientId(), entry.getValue()))
                .then();
    }

    private record Opened(UUID listing, Optional<SandboxApp> app) {

        static Opened of(Readable row) {
            return new Opened(
                    id(row, "id"),
                    appFor(
                            text(row, "kind"),
                            row.get("external_code", String.class),
                            row.get("edition", String.class)));
        }

        private static Optional<SandboxApp> appFor(String kind, @Nullable String code, @Nullable String edition) {
            if (kind.equals("app")) {
                return code != null && code.startsWith("pilot-")
                        ? SandboxApp.at(code.substring("pilot-".length()))
                        : Optional.empty();
            }
            boolean renjiao = edition != null && (edition.startsWith("人教") || edition.startsWith("统编"));
            return Optional.of(renjiao ? SandboxApp.RENJIAO : SandboxApp.READER);
        }
    }
}
