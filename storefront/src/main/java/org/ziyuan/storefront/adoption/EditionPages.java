package org.ziyuan.storefront.adoption;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.anyone;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.adoption.AdoptEditions;
import org.ziyuan.marketplace.adoption.AdoptedEditions;
import org.ziyuan.marketplace.adoption.Adoption;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Outcome;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.CurrentActor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.intake.SentForms;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.vocabulary.Facet;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.storefront.layout.Option;
import reactor.core.publisher.Mono;

/** The register of adopted editions. Anybody may read it; a bureau enters its own region's, one by one or by a file. */
@Controller
class EditionPages implements RoutePolicies {

    private static final String EDITIONS = "/editions";
    private static final Map<String, String> FIELDS =
            Map.of("reason-required", "reason", "date-malformed", "holdsFrom", "region-not-yours", "region");

    private final AdoptedEditions editions;
    private final AdoptEditions adopt;
    private final SentForms sent;
    private final Outcome outcome;
    private final Clock clock;

    EditionPages(AdoptedEditions editions, AdoptEditions adopt, SentForms sent, Outcome outcome, Clock clock) {
        this.editions = editions;
        this.adopt = adopt;
        this.sent = sent;
        this.outcome = outcome;
        this.clock = clock;
    }

    @Override
    public List<RoutePolicy> routes() {
        Role[] entering = Role.bureausAnd(Role.OPERATOR);
        return List.of(
                anyone(GET, EDITIONS), roles(POST, EDITIONS, entering), roles(POST, EDITIONS + "/file", entering));
    }

    @GetMapping(EDITIONS)
    Mono<String> page(Sought sought, Model model) {
        model.addAttribute("sought", sought);
        Mono<List<Option>> regions = CurrentActor.find()
                .filter(actor -> actor.isAnyOf(Role.bureausAnd(Role.OPERATOR)))
                .flatMap(actor -> editions.placesOf(actor)
                        .map(place -> new Option(place.code(), place.name()))
                        .collectList());
        return AskedTogether.of(Mono.when(
                        regions.doOnNext(all -> offer(all, model)),
                        editions.list(sought).doOnNext(page -> model.addAttribute("page", page)))
                .thenReturn("adoption/editions"));
    }

    private void offer(List<Option> regions, Model model) {
        model.addAttribute("regions", regions);
        model.addAttribute("operation", Ids.next());
        model.addAttribute("today", LocalDate.now(clock).toString());
        model.addAttribute("stages", options(Facet.STAGE, Stream.empty()));
        model.addAttribute("subjects", options(Facet.SUBJECT, Stream.empty()));
        model.addAttribute("editions", options(Facet.EDITION, Stream.of(Adoption.NONE)));
    }

    private static List<Option> options(Facet facet, Stream<String> besides) {
        return Stream.concat(facet.terms().stream().map(term -> term.value()), besides)
                .map(value -> new Option(value, value))
                .toList();
    }

    @PostMapping(EDITIONS)
    Mono<String> take(Actor actor, Posted posted) {
        return posted.keeping(FIELDS)
                .of(
                        () -> adopt.take(
                                posted.id("operation"),
                                List.of(Adoption.of(
                                        posted.text("region"),
                                        posted.text("stage"),
                                        posted.text("subject"),
                                        posted.text("edition"),
                                        Fields.day(posted.form(), "holdsFrom"))),
                                posted.text("reason"),
                                actor),
                        "edition.said.entered",
                        EDITIONS);
    }

    /** All rows of the file, or none and why. */
    @PostMapping(EDITIONS + "/file")
    Mono<String> file(Actor actor, WebSession session, Locale locale, ServerWebExchange exchange) {
        return sent.with(
                exchange,
                form -> outcome.keeping(form.fields(), FIELDS)
                        .of(
                                Mono.defer(() -> adopt.takeFile(
                                        Fields.id(form.fields(), "operation"),
                                        form.file().content(),
                                        Fields.text(form.fields(), "reason"),
                                        actor)),
                                "edition.said.entered",
                                EDITIONS,
                                session,
                                locale));
    }
}
