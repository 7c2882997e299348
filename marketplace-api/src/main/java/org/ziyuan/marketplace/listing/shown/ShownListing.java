package org.ziyuan.marketplace.listing.shown;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.ziyuan.marketplace.form.ShownDocument;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** What is on the market, before it is stopped, let go on or taken away for good. */
@Configuration(proxyBeanMethods = false)
class ShownListing {

    @Bean
    static ShownDocument shownOnTheMarket(ShownDraft draft, Listings listings) {
        return ShownDocument.of(
                "listing",
                draft::lock,
                (id, actor) -> listings.find(id)
                        .filter(listing ->
                                actor.is(Role.OPERATOR) || listing.vendorId().equals(actor.organizationId()))
                        .switchIfEmpty(Mono.error(() -> Refusal.notFound("listing", id)))
                        .map(listing -> ShownDocument.facts(
                                "state", listing.state().name(),
                                "title", listing.title(),
                                "version", listing.version(),
                                "offers",
                                        listing.offers().stream()
                                                .map(ShownOffer::line)
                                                .toList())));
    }
}
