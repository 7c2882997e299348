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
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.licensing.AssignSeats;
import org.ziyuan.marketplace.licensing.HeldLicence;
import org.ziyuan.marketplace.licensing.HeldLicences;
import org.ziyuan.marketplace.licensing.LicenceHistory;
import org.ziyuan.marketplace.licensing.LicenceState;
import org.ziyuan.marketplace.licensing.MyResources;
import org.ziyuan.marketplace.licensing.ResourceCard;
import org.ziyuan.marketplace.licensing.SeatRoster;
import org.ziyuan.marketplace.ordering.finder.OrderReasons;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.storefront.licence.LicenceTimeline.Told;
import org.ziyuan.storefront.trail.TrailReaders;
import reactor.core.publisher.Mono;

/**
 * One licence to read. Whoever may see its papers reads who did what and where the documents are; whoever only uses it
 * reads its state, its term and his own standing; for everybody else it does not exist.
 */
@Controller
class LicencePages implements RoutePolicies {

    private final HeldLicences licences;
    private final MyResources resources;
    private final LicenceHistory history;
    private final LicencePapers papers;
    private final LicenceTimeline timeline;
    private final OrderReasons reasons;
    private final AssignSeats assignSeats;
    private final SeatRoster roster;
    private final AsShown asShown;

    LicencePages(
            HeldLicences licences,
            MyResources resources,
            LicenceHistory history,
            LicencePapers papers,
            LicenceTimeline timeline,
            OrderReasons reasons,
            AssignSeats assignSeats,
            SeatRoster roster,
            AsShown asShown) {
        this.asShown = asShown;
        this.licences = licences;
        this.resources = resources;
        this.history = history;
        this.papers = papers;
        this.timeline = timeline;
        this.reasons = reasons;
        this.assignSeats = assignSeats;
        this.roster = roster;
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
                            Mono<Told> told = told(both.getT1(), model, reader);
                            return Mono.when(life(sheet, told, model, locale), seatsOf(id, who, sought, model, reader));
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

    /** To a vendor the school's people are strangers: he reads the dates, and his own order he has elsewhere. */
    private Mono<Told> told(Optional<HeldLicence> held, Model model, Actor reader) {
        model.addAttribute("handsOut", false);
        if (held.isEmpty() || reader.is(Role.VENDOR_MANAGER)) {
            return Mono.just(Told.NOBODY);
        }
        HeldLicence licence = held.get();
        model.addAttribute("trail", TrailReaders.include(reader));
        boolean handsOut = assignSeats.mayHandOut(licence, reader);
        model.addAttribute("handsOut", handsOut);
        model.addAttribute("assigns", handsOut && licence.state() == LicenceState.ACTIVE);
        Mono<String> issuer = papers.of(licence, reader)
                .doOnNext(found -> model.addAttribute("papers", found))
                .map(LicencePapers.Papers::issuedBy)
                .defaultIfEmpty("");
        return issuer.zipWith(reasons.of(licence.orderId()).defaultIfEmpty(""), (by, why) -> new Told(true, by, why));
    }

    private Mono<?> life(LicenceSheet sheet, Mono<Told> told, Model model, Locale locale) {
        return history.of(sheet.id())
                .collectList()
                .zipWith(told)
                .doOnNext(both -> model.addAttribute("steps", timeline.of(sheet, both.getT1(), both.getT2(), locale)));
    }

    private Mono<Void> seatsOf(UUID id, String who, Sought sought, Model model, Actor reader) {
        if (!Boolean.TRUE.equals(model.getAttribute("handsOut"))) {
            return Mono.empty();
        }
        model.addAttribute("who", who);
        model.addAttribute("sought", sought.about("who"));
        model.addAttribute("operation", Ids.next());
        return Mono.when(
                asShown.of("licence", id, reader).doOnNext(seen -> model.addAttribute("seen", seen)),
                roster.seated(id, sought, reader).doOnNext(page -> model.addAttribute("seated", page)),
                roster.unseated(id, who, reader)
                        .collectList()
                        .doOnNext(people -> model.addAttribute("candidates", people))
                        .doOnNext(people ->
                                model.addAttribute("moreCandidates", people.size() >= SeatRoster.CANDIDATES)));
    }
}
