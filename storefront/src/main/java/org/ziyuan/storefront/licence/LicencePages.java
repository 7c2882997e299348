package org.ziyuan.storefront.licence;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.signedIn;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.licensing.HeldLicence;
import org.ziyuan.marketplace.licensing.HeldLicences;
import org.ziyuan.marketplace.licensing.MyResources;
import org.ziyuan.marketplace.licensing.ResourceCard;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.storefront.licence.LicenceTimeline.Told;
import reactor.core.publisher.Mono;

/**
 * One licence to read. Whoever may see its papers reads who did what and where the documents are; whoever only uses it
 * reads its state, its term and his own standing; for everybody else it does not exist.
 */
@Controller
class LicencePages implements RoutePolicies {

    private final HeldLicences licences;
    private final MyResources resources;
    private final ShownSeats seats;
    private final ShownLife life;

    LicencePages(HeldLicences licences, MyResources resources, ShownSeats seats, ShownLife life) {
        this.licences = licences;
        this.resources = resources;
        this.seats = seats;
        this.life = life;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(signedIn(GET, "/licences/{id}"));
    }

    /** @param who a part of a name, to find whom to give a seat */
    @GetMapping("/licences/{id}")
    Mono<String> one(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String who,
            Sought sought,
            Model model,
            Actor reader,
            Locale locale) {
        return AskedTogether.of(Mono.zip(seen(licences.find(id, reader)), seen(resources.under(id, reader)))
                .flatMap(both -> sheet(id, both.getT1(), both.getT2())
                        .doOnNext(sheet -> model.addAttribute("licence", sheet))
                        .doOnNext(sheet -> both.getT2().ifPresent(card -> model.addAttribute("card", card)))
                        .flatMap(sheet -> {
                            Mono<Told> told = life.told(both.getT1(), model, reader);
                            return Mono.when(
                                    life.life(sheet, told, model, locale), seats.of(id, who, sought, model, reader));
                        })
                        .thenReturn("licence/licence")));
    }

    private static <T> Mono<Optional<T>> seen(Mono<T> perhaps) {
        return perhaps.map(Optional::of).onErrorReturn(Refusal.class, Optional.empty());
    }

    private static Mono<LicenceSheet> sheet(UUID id, Optional<HeldLicence> held, Optional<ResourceCard> card) {
        return Mono.justOrEmpty(held.map(LicenceSheet::of).or(() -> card.map(LicenceSheet::of)))
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("licence", id)));
    }
}
