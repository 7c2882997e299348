package org.ziyuan.storefront.licence;

import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.licensing.AssignSeats;
import org.ziyuan.marketplace.licensing.HeldLicence;
import org.ziyuan.marketplace.licensing.LicenceHistory;
import org.ziyuan.marketplace.licensing.LicenceState;
import org.ziyuan.marketplace.ordering.finder.OrderReasons;
import org.ziyuan.storefront.licence.LicenceTimeline.Told;
import org.ziyuan.storefront.trail.TrailReaders;
import reactor.core.publisher.Mono;

/** What became of a licence, told to each as far as it concerns him. */
@Component
class ShownLife {

    private final LicenceHistory history;
    private final LicencePapers papers;
    private final LicenceTimeline timeline;
    private final OrderReasons reasons;
    private final AssignSeats assignSeats;

    ShownLife(
            LicenceHistory history,
            LicencePapers papers,
            LicenceTimeline timeline,
            OrderReasons reasons,
            AssignSeats assignSeats) {
        this.history = history;
        this.papers = papers;
        this.timeline = timeline;
        this.reasons = reasons;
        this.assignSeats = assignSeats;
    }

    /** To a vendor the school's people are strangers: he reads the dates, and his own order he has elsewhere. */
    Mono<Told> told(Optional<HeldLicence> held, Model model, Actor reader) {
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

    Mono<?> life(LicenceSheet sheet, Mono<Told> told, Model model, Locale locale) {
        return history.of(sheet.id())
                .collectList()
                .zipWith(told)
                .doOnNext(both -> model.addAttribute("steps", timeline.of(sheet, both.getT1(), both.getT2(), locale)));
    }
}
