package org.ziyuan.marketplace.licensing.lti.tool;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.read;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** The tools that may be launched, and which listings each of them opens. */
@Component
public class ToolRegistrations {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final DatabaseClient database;
    private final boolean demo;

    ToolRegistrations(DatabaseClient database, Environment environment) {
        this.database = database;
        this.demo = environment.acceptsProfiles(Profiles.of("demo"));
    }

    /**
     * Registers a tool, or brings its registration up to date; the same registration again changes nothing. Refusal:
     * {@code tool-address-insecure} for anything but https, save http on the loopback address in the demo.
     */
    public Mono<Void> register(ToolRegistration tool) {
        return written(tool).then();
    }

    /** As {@link #register}; answers whether anything is otherwise now. What the operator enters himself is approved. */
    Mono<Boolean> written(ToolRegistration tool) {
        return written(tool, ToolState.LIFE_CYCLE.to(ToolState.Event.APPROVE));
    }

    Mono<Boolean> written(ToolRegistration tool, ToolState state) {
        return written(tool, state, null, """
                on conflict (client_id) do update
                   set name = excluded.name, initiate_login_uri = excluded.initiate_login_uri,
                       redirect_uris = excluded.redirect_uris, target_link_uri = excluded.target_link_uri,
                       jwks_url = excluded.jwks_url, privacy_level = excluded.privacy_level,
                       state = excluded.state, updated_at = now()
                 where (t.name, t.initiate_login_uri, t.redirect_uris, t.target_link_uri, t.jwks_url,
                        t.privacy_level, t.state) is distinct from (excluded.name, excluded.initiate_login_uri,
                        excluded.redirect_uris, excluded.target_link_uri, excluded.jwks_url,
                        excluded.privacy_level, excluded.state)
                """);
    }

    /** A vendor's new one, which waits; one that is known already stays as it is. */
    Mono<Boolean> proposed(ToolRegistration tool, UUID vendor) {
        return written(tool, ToolState.LIFE_CYCLE.initial(), vendor, "on conflict (client_id) do nothing");
    }

    /** Locks a vendor's tool inside the caller's transaction. */
    Mono<Void> lock(UUID id) {
        return database.sql("select from tool_registration where client_id = cast(:id as text) for update")
                .bind("id", id)
                .then();
    }

    private Mono<Boolean> written(ToolRegistration tool, ToolState state, @Nullable UUID vendor, String known) {
        return Mono.defer(() -> {
            Stream.concat(
                            Stream.of(tool.initiateLoginUri(), tool.targetLinkUri(), tool.jwksUrl()),
                            tool.redirectUris().stream())
                    .forEach(this::requireSecure);
            return database.sql("""
                            insert into tool_registration as t (client_id, name, initiate_login_uri, redirect_uris,
                                                                target_link_uri, jwks_url, privacy_level, state, vendor_id)
                            values (:client, :name, :initiate, :redirects, :target, :jwks, :privacy, :state, :vendor)
                            """ + known)
                    .bind("state", state.name())
                    .bind("vendor", Parameter.fromOrEmpty(vendor, UUID.class))
                    .bind("client", tool.clientId())
                    .bind("name", tool.name())
                    .bind("initiate", tool.initiateLoginUri().toString())
                    .bind(
                            "redirects",
                            tool.redirectUris().stream().map(URI::toString).toArray(String[]::new))
                    .bind("target", tool.targetLinkUri().toString())
                    .bind("jwks", tool.jwksUrl().toString())
                    .bind("privacy", tool.privacy().column())
                    .fetch()
                    .rowsUpdated()
                    .map(rows -> rows > 0);
        });
    }

    /** Lets the tool open these listings from now on. */
    public Mono<Void> place(String clientId, Collection<UUID> listingIds) {
        return placed(clientId, listingIds).then();
    }

    /** As {@link #place}; answers whether anything is otherwise now. */
    Mono<Boolean> placed(String clientId, Collection<UUID> listingIds) {
        return database.sql("""
                        insert into tool_placement (listing_id, client_id)
                        select listing, :client from unnest(:listings) listing
                        on conflict (listing_id) do update set client_id = excluded.client_id
                         where tool_placement.client_id <> excluded.client_id
                        """)
                .bind("client", clientId)
                .bind("listings", listingIds.toArray(UUID[]::new))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    /** Lets no tool open the listing any more; answers whether one did. */
    Mono<Boolean> displaced(UUID listing) {
        return database.sql("delete from tool_placement where listing_id = :listing")
                .bind("listing", listing)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    /** Refuses with {@code listing-not-found} what no vendor has written. */
    Mono<Void> mustBeListed(UUID listing) {
        return database.sql("select id from listing where id = :listing")
                .bind("listing", listing)
                .mapValue(UUID.class)
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("listing", listing)))
                .then();
    }

    /** Those that open listings, sought by name or address, the newest first. */
    public Mono<Page<ListedTool>> list(Sought sought) {
        return sought.bindTo(database.sql("""
                        select md5(t.client_id)::uuid as id, t.client_id, t.name, t.target_link_uri, t.privacy_level,
                               t.registered_at,
                               (select count(*) from tool_placement p where p.client_id = t.client_id) as listings
                          from tool_registration t where t.state = 'APPROVED'
                        """
                        + Sought.newestFirst(
                                "t.registered_at", "md5(t.client_id)::uuid", "t.name", "t.target_link_uri")))
                .map(Rows.as(ListedTool.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, row -> new Cursor(row.registeredAt(), row.id())));
    }

    /** By listing the client id of the tool that opens it; a listing that nothing opens is not in it. */
    public Mono<Map<UUID, String>> opening(Collection<UUID> listings) {
        return database.sql("select listing_id, client_id from tool_placement where listing_id = any(:listings)")
                .bind("listings", listings.toArray(UUID[]::new))
                .map(row -> Map.entry(id(row, "listing_id"), text(row, "client_id")))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** The tool that opens a listing. Refusal: {@code tool-not-found}. */
    public Mono<ToolRegistration> opening(UUID listingId) {
        return database.sql("""
                        select t.* from listing l
                          left join listing_version v on v.listing_id = l.id and v.version = l.current_version
                          left join listing_opening o on o.id = v.opening
                          left join tool_placement p on p.listing_id = l.id
                          join tool_registration t on t.client_id = coalesce(p.client_id, o.client_id)
                         where l.id = :listing and t.state = 'APPROVED'
                        """)
                .bind("listing", listingId)
                .map(ToolRegistrations::tool)
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("tool", listingId)));
    }

    /** The tool of that name, or empty. */
    public Mono<ToolRegistration> find(String clientId) {
        return database.sql("select * from tool_registration where client_id = :client")
                .bind("client", clientId)
                .map(ToolRegistrations::tool)
                .one();
    }

    private void requireSecure(URI address) {
        boolean local =
                demo && "http".equals(address.getScheme()) && LOOPBACK.contains(String.valueOf(address.getHost()));
        if (!local && !"https".equals(address.getScheme()) || address.getFragment() != null) {
            throw Refusal.invalid("tool-address-insecure").with("address", address);
        }
    }

    private static ToolRegistration tool(Readable row) {
        return new ToolRegistration(
                text(row, "client_id"),
                text(row, "name"),
                URI.create(text(row, "initiate_login_uri")),
                Arrays.stream(read(row, "redirect_uris", String[].class))
                        .map(URI::create)
                        .toList(),
                URI.create(text(row, "target_link_uri")),
                URI.create(text(row, "jwks_url")),
                PrivacyLevel.ofColumn(text(row, "privacy_level")));
    }
}
