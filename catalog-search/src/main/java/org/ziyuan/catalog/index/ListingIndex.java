package org.ziyuan.catalog.index;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opensearch.client.opensearch._types.VersionType;
import org.opensearch.client.opensearch.core.BulkResponse;
import org.opensearch.client.opensearch.core.bulk.BulkOperation;
import org.opensearch.client.opensearch.core.bulk.BulkResponseItem;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Writes listings into an index. The later change wins whatever arrives last, so writing twice is writing once. */
@Component
class ListingIndex {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;

    private final SearchEngine engine;
    private final CatalogWords words;

    ListingIndex(SearchEngine engine, CatalogWords words) {
        this.engine = engine;
        this.words = words;
    }

    /** Puts published listings into an index by its own name. */
    Mono<Void> put(String index, List<CatalogListing> listings) {
        return write(index, false, () -> listings.stream().map(this::putting).toList());
    }

    /** Takes listings out of an index by its own name. */
    Mono<Void> remove(String index, List<UUID> ids) {
        return write(index, false, () -> ids.stream().map(ListingIndex::out).toList());
    }

    /** Puts one into the index of the day; it must be there already, for nothing may create one by accident. */
    Mono<Void> put(CatalogListing listing) {
        return write(engine.alias(), true, () -> List.of(putting(listing)));
    }

    /** Takes one out of the index of the day; one that is not there is out already. */
    Mono<Void> remove(UUID id) {
        return write(engine.alias(), true, () -> List.of(out(id)));
    }

    /** Puts those that are there into the index of the day, and takes the others of these out. */
    Mono<Void> project(List<CatalogListing> there, List<UUID> of) {
        return write(engine.alias(), true, () -> {
            Set<UUID> present = there.stream().map(CatalogListing::id).collect(Collectors.toSet());
            return Stream.concat(
                            there.stream().map(this::putting),
                            of.stream().filter(id -> !present.contains(id)).map(ListingIndex::out))
                    .toList();
        });
    }

    private BulkOperation putting(CatalogListing listing) {
        ListingDocument document = ListingDocument.of(listing, words.analysis());
        return BulkOperation.of(operation ->
                operation.<ListingDocument>index(put -> put.id(listing.id().toString())
                        .versionType(VersionType.ExternalGte)
                        .version(listing.changedAt())
                        .document(document)));
    }

    private static BulkOperation out(UUID id) {
        return BulkOperation.of(operation -> operation.delete(delete -> delete.id(id.toString())));
    }

    private Mono<Void> write(String index, boolean alias, Supplier<List<BulkOperation>> operations) {
        return Mono.fromSupplier(operations)
                .filter(all -> !all.isEmpty())
                .flatMap(all -> engine.ask(
                        client -> client.bulk(
                                bulk -> bulk.index(index).requireAlias(alias).operations(all)),
                        PATIENCE))
                .flatMap(ListingIndex::complain);
    }

    private static Mono<Void> complain(BulkResponse response) {
        return Mono.justOrEmpty(
                        response.items().stream().filter(ListingIndex::failed).findFirst())
                .flatMap(item -> Mono.error(new EngineAway("not indexed: " + item.error(), null)));
    }

    private static boolean failed(BulkResponseItem item) {
        boolean newerIsThere = item.status() == CONFLICT;
        boolean wasNotThere = item.status() == NOT_FOUND && item.error() == null;
        return item.status() >= 300 && !newerIsThere && !wasNotThere;
    }
}
