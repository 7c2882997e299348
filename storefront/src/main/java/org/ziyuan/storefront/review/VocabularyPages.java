package org.ziyuan.storefront.review;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.listing.terms.UsedTerm;
import org.ziyuan.marketplace.listing.terms.UsedTerms;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.sheet.Sheet;
import org.ziyuan.marketplace.sheet.SheetFormat;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.vocabulary.AddWord;
import org.ziyuan.marketplace.vocabulary.AddedWords;
import org.ziyuan.marketplace.vocabulary.Facet;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.storefront.layout.Option;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The values by which resources are found, with their use, those that listings have beside them, and the form that adds words. */
@Controller
class VocabularyPages implements RoutePolicies {

    private static final String VOCABULARY = "/vocabulary";

    private final UsedTerms terms;
    private final AddedWords added;
    private final AddWord add;
    private final MessageSource words;

    VocabularyPages(UsedTerms terms, AddedWords added, AddWord add, MessageSource words) {
        this.terms = terms;
        this.added = added;
        this.add = add;
        this.words = words;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, VOCABULARY, Role.OPERATOR),
                roles(POST, VOCABULARY, Role.OPERATOR),
                roles(POST, VOCABULARY + "/words/{id}/withdrawal", Role.OPERATOR),
                roles(GET, VOCABULARY + "/table", Role.OPERATOR));
    }

    @GetMapping(VOCABULARY)
    Mono<String> page(Sought sought, Model model, Locale locale) {
        model.addAttribute("sought", sought);
        model.addAttribute("operation", Ids.next());
        model.addAttribute(
                "choices",
                Stream.of(Facet.values())
                        .map(facet -> new Option(facet.name(), words.getMessage("facet." + facet.key(), null, locale)))
                        .toList());
        return AskedTogether.of(Mono.when(
                        added.list(sought).doOnNext(page -> model.addAttribute("page", page)),
                        terms.all()
                                .doOnNext(all -> model.addAttribute(
                                        "facets",
                                        all.stream()
                                                .collect(Collectors.groupingBy(
                                                        UsedTerm::facet, LinkedHashMap::new, Collectors.toList()))))))
                .thenReturn("review/vocabulary");
    }

    @PostMapping(VOCABULARY)
    Mono<String> add(Actor operator, Posted posted) {
        return posted.keeping(Map.of("reason-required", "reason"))
                .of(
                        () -> add.add(
                                posted.id("operation"),
                                chosen(posted.text("facet")),
                                posted.text("value"),
                                posted.text("written"),
                                posted.text("reason"),
                                operator),
                        "vocabulary.said.added",
                        VOCABULARY);
    }

    @PostMapping(VOCABULARY + "/words/{id}/withdrawal")
    Mono<String> withdraw(@PathVariable UUID id, Actor operator, Posted posted) {
        String reason = "reason-" + id;
        return posted.keeping(Map.of("reason-required", reason))
                .of(() -> add.withdraw(id, posted.text(reason), operator), "vocabulary.said.withdrawn", VOCABULARY);
    }

    private static Facet chosen(String name) {
        return Stream.of(Facet.values())
                .filter(facet -> facet.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("field-missing").with("field", "facet"));
    }

    /** The whole of it as a table, for those who fill in catalogues. */
    @GetMapping(VOCABULARY + "/table")
    ResponseEntity<Flux<DataBuffer>> table(Locale locale) {
        return SheetFormat.XLSX.answer(Sheet.of(
                words.getMessage("vocabulary.title", null, locale),
                words,
                locale,
                terms.all()
                        .flatMapIterable(all -> all)
                        .map(term -> Sheet.row(
                                words.getMessage("facet." + term.facet(), null, locale),
                                term.code(),
                                term.value(),
                                String.join("、", term.aliases()),
                                (long) term.listings())),
                "vocabulary.facet",
                "vocabulary.code",
                "vocabulary.value",
                "vocabulary.aliases",
                "vocabulary.listings"));
    }
}
