package org.ziyuan.marketplace.listing.gap;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Another feature's way to open a listing than by a link; every one there is is asked. */
public interface OpensListings {

    /** Those of the listings that it opens. */
    Mono<Set<UUID>> among(Collection<UUID> listings);
}
