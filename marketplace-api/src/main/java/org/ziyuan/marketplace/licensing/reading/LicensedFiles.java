package org.ziyuan.marketplace.licensing.reading;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.licensing.Gate;
import org.ziyuan.marketplace.licensing.GateReason;
import org.ziyuan.marketplace.listing.media.KeptFile;
import org.ziyuan.marketplace.listing.media.ListingFiles;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** The files that open listings; each look asks the gate, so a licence that ends closes the book. */
@Component
public class LicensedFiles {

    private final Gate gate;
    private final ListingFiles files;

    LicensedFiles(Gate gate, ListingFiles files) {
        this.gate = gate;
        this.files = files;
    }

    /**
     * The file of a listing for somebody who holds what he needs; a seat is taken where he opens it, not here.
     *
     * @throws Refusal the gate's reasons; {@code seat-not-claimed} before it was opened; {@code listing-file-not-found}
     *     where something else opens the listing
     */
    public Mono<KeptFile> of(UUID listing, Actor actor) {
        return gate.mayUse(actor.person(), listing)
                .filter(decision -> decision.reason() != GateReason.MAY_CLAIM)
                .switchIfEmpty(
                        Mono.error(() -> Refusal.conflict("seat-not-claimed").with("listing", listing)))
                .flatMap(decision -> decision.allows()
                        ? files.opening(listing)
                        : Mono.error(decision.refusal().with("listing", listing)))
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("listing-file", listing)));
    }
}
