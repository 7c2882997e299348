package org.ziyuan.storefront.listing;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.anyone;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.identity.CurrentActor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.licensing.LicencesInForce;
import org.ziyuan.marketplace.listing.Listing;
import org.ziyuan.marketplace.listing.ListingState;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.listing.opening.Openings;
import org.ziyuan.marketplace.listing.vetting.Vettings;
import org.ziyuan.marketplace.ordering.finder.PaidPrices;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.procurement.choosing.ForWhom;
import org.ziyuan.procurement.need.Needs;
import org.ziyuan.procurement.requisition.Wanted;
import org.ziyuan.procurement.shortlist.KeepListing;
import org.ziyuan.storefront.layout.Crumb;
import org.ziyuan.storefront.tool.WaysToOpen;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple2;

/** The page of one listing; putting an offer on a requisition is the requisition's own page. */
@Controller
class ListingPages implements RoutePolicies {

    private final Listings listings;
    private final TermsOfSchools schools;
    private final LicencesInForce licences;
    private final PaidPrices paid;
    private final AsShown asShown;
    private final WaysToOpen ways;
    private final Needs needs;
    private final Openings openings;
    private final Vettings vettings;
    private final MessageSource words;

    ListingPages(
            Listings listings,
            TermsOfSchools schools,
            LicencesInForce licences,
            PaidPrices paid,
            AsShown asShown,
            WaysToOpen ways,
            Needs needs,
            Openings openings,
            Vettings vettings,
            MessageSource words) {
        this.vettings = vettings;
        this.needs = needs;
        this.openings = openings;
        this.paid = paid;
        this.ways = ways;
        this.asShown = asShown;
        this.listings = listings;
        this.schools = schools;
        this.licences = licences;
        this.words = words;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(anyone(GET, "/listings/{id}"));
    }

    @GetMapping("/listings/{id}")
    Mono<String> one(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String audience,
            @RequestParam(required = false) @Nullable List<Integer> grades,
            @RequestParam(required = false) @Nullable Integer people,
            @RequestParam(defaultValue = "") String why,
            Model model,
            Locale locale) {
        ForWhom said = said(audience, grades, people);
        String reason = TextField.beginning(why.strip(), Wanted.LONGEST_REASON);
        Mono<Boolean> operates = seenByTheOperator(id, model, locale)
                .doOnNext(seen -> model.addAttribute("seen", seen))
                .hasElement();
        Mono<String> page = Mono.zip(listings.find(id), operates)
                .doOnNext(both -> model.addAttribute(
                        "sale", both.getT2() ? Sale.of(both.getT1().state()) : null))
                .map(Tuple2::getT1)
                .flatMap(listing -> schools.of(List.of(id))
                        .doOnNext(terms -> show(listing, terms, Need.of(listing, terms, said, reason), model, locale)))
                // A school without a licence has no seats to count; a bureau is not told what it holds and is asked
                // anyway.
                .filter(terms -> !terms.ofSchool() || terms.licensed().contains(id))
                .flatMap(terms -> CurrentActor.find().flatMap(actor -> licences.stock(id, actor)))
                .doOnNext(stock -> model.addAttribute("stock", stock))
                .thenReturn("listing/listing");
        return AskedTogether.of(
                page,
                openings.onTheMarket(id).doOnNext(opening -> model.addAttribute("opening", opening)),
                vettings.of(id).doOnNext(file -> model.addAttribute("vettings", file)),
                CurrentActor.find()
                        .doOnNext(actor -> model.addAttribute("keeps", actor.isAnyOf(KeepListing.keeping())))
                        .filter(actor -> actor.is(Role.TEACHER) && !actor.is(Role.PURCHASER))
                        .doOnNext(teacher -> model.addAttribute("asks", true))
                        .flatMap(teacher -> needs.ofMine(id, teacher))
                        .doOnNext(asked -> model.addAttribute("asked", asked)),
                CurrentActor.find()
                        .flatMap(actor -> paid.of(List.of(id), actor))
                        .doOnNext(prices -> model.addAttribute("paid", prices.getOrDefault(id, List.of()))));
    }

    /** Only the operator has a form here that acts on the listing itself. */
    private Mono<String> seenByTheOperator(UUID id, Model model, Locale locale) {
        return CurrentActor.find()
                .filter(actor -> actor.is(Role.OPERATOR))
                .flatMap(operator -> Mono.zip(
                        asShown.of("listing", id, operator),
                        ways.offer(List.of(id), model, locale).thenReturn(true),
                        (seen, offered) -> seen));
    }

    private static ForWhom said(@Nullable String audience, @Nullable List<Integer> grades, @Nullable Integer people) {
        return ForWhom.of(audience, ForWhom.grades(grades == null ? List.of() : grades), people);
    }

    private void show(Listing listing, SchoolTerms terms, Need need, Model model, Locale locale) {
        List<OfferRow> offers = OfferRow.of(listing, terms, need);
        model.addAttribute("need", need);
        model.addAttribute("saving", offers.size() > 1 ? Saving.of(offers.get(0), offers.get(1)) : null);
        model.addAttribute("listing", listing);
        model.addAttribute("operation", Ids.next());
        model.addAttribute("forWhom", forWhom(listing));
        model.addAttribute("terms", terms);
        model.addAttribute("offers", offers);
        model.addAttribute(
                "first", listing.isForSale() ? offers.stream().findFirst().orElse(null) : null);
        model.addAttribute("mayRequest", terms.requests() && listing.isForSale());
        model.addAttribute("licensed", terms.ofSchool() && terms.licensed().contains(listing.id()));
        model.addAttribute(
                "licenceState",
                terms.licenceState(listing.id(), listing.isForSale() && !offers.isEmpty(), need.counted()));
        model.addAttribute("crumbs", crumbs(listing, locale));
        model.addAttribute("linked", LearningResource.of(listing));
    }

    /** What the offer that fits best saves against the next. */
    record Saving(String than, long fen) {

        static @Nullable Saving of(OfferRow best, OfferRow next) {
            Long costs = best.totalInFen();
            Long other = next.totalInFen();
            return costs != null && other != null && best.best() && next.covers() && other > costs
                    ? new Saving(next.offer().name(), other - costs)
                    : null;
        }
    }

    /** What the operator may do about the sale of a listing. */
    record Sale(boolean stops, boolean resumes) {

        static @Nullable Sale of(ListingState state) {
            Sale sale = new Sale(state == ListingState.PUBLISHED, state == ListingState.SUSPENDED);
            return sale.stops || sale.resumes ? sale : null;
        }
    }

    private static String forWhom(Listing listing) {
        return String.join(
                " · ",
                Stream.of(listing.stage(), listing.subject(), listing.grade(), listing.volume())
                        .flatMap(Stream::ofNullable)
                        .toList());
    }

    private List<Crumb> crumbs(Listing listing, Locale locale) {
        List<Crumb> crumbs = new ArrayList<>();
        crumbs.add(new Crumb(words.getMessage("nav.search", null, locale), "/search"));
        crumbs.add(Crumb.here(listing.title()));
        return crumbs;
    }
}
