package org.ziyuan.storefront.licence;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.licensing.SeatRoster;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/** The seats of a licence, for who hands them out. */
@Component
class ShownSeats {

    private final SeatRoster roster;
    private final AsShown asShown;

    ShownSeats(SeatRoster roster, AsShown asShown) {
        this.asShown = asShown;
        this.roster = roster;
    }

    Mono<Void> of(UUID id, String who, Sought sought, Model model, Actor reader) {
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
