package org.ziyuan.storefront.review;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.listing.terms.UsedTerm;
import org.ziyuan.marketplace.listing.terms.UsedTerms;
import org.ziyuan.marketplace.sheet.Sheet;
import org.ziyuan.marketplace.sheet.SheetFormat;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The values by which resources are found, with their use, and those that listings have beside them. */
@Controller
class VocabularyPages implements RoutePolicies {

    private static final String VOCABULARY = "/vocabulary";

    private final UsedTerms terms;
    private final MessageSource words;

    VocabularyPages(UsedTerms terms, MessageSource words) {
        this.terms = terms;
        this.words = words;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, VOCABULARY, Role.OPERATOR), roles(GET, VOCABULARY + "/table", Role.OPERATOR));
    }

    @GetMapping(VOCABULARY)
    Mono<String> page(Model model) {
        return terms.all()
                .doOnNext(all -> model.addAttribute(
                        "facets",
                        all.stream()
                                .collect(Collectors.groupingBy(
                                        UsedTerm::facet, LinkedHashMap::new, Collectors.toList()))))
                .thenReturn("review/vocabulary");
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
