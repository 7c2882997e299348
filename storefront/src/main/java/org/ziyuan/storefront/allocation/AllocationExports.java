package org.ziyuan.storefront.allocation;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.allocation.AllocationDifference;
import org.ziyuan.marketplace.allocation.AllocationRuns;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.sheet.Sheet;
import org.ziyuan.marketplace.sheet.SheetFormat;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Every school of an allocation as a file. */
@RestController
class AllocationExports implements RoutePolicies {

    private final AllocationRuns runs;
    private final AllocationDifference differences;
    private final MessageSource words;

    AllocationExports(AllocationRuns runs, AllocationDifference differences, MessageSource words) {
        this.runs = runs;
        this.differences = differences;
        this.words = words;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, "/allocations/{id}/export", Readers.ofManySchools()));
    }

    @GetMapping("/allocations/{id}/export")
    Mono<ResponseEntity<Flux<DataBuffer>>> schools(
            @PathVariable UUID id,
            @RequestParam String format,
            @RequestParam(required = false) @Nullable String kind,
            Sought sought,
            Actor actor,
            Locale locale) {
        return Mono.fromSupplier(() -> SheetFormat.of(format))
                .flatMap(file -> runs.find(id, actor)
                        .map(run -> file.answer(Sheet.of(
                                run.bureauName() + " " + run.fiscalYear() + " " + word("allocation.title", locale),
                                words,
                                locale,
                                differences
                                        .all(id, AllocationPages.kindOr(kind), sought, actor)
                                        .map(school -> Sheet.row(
                                                school.code(),
                                                school.name(),
                                                word("allocation.kind." + school.kind(), locale),
                                                school.before(),
                                                school.now(),
                                                Money.ofFen(school.now().fen()
                                                        - school.before().fen()))),
                                "allocation.code",
                                "allocation.school",
                                "allocation.kind",
                                "allocation.before",
                                "allocation.now",
                                "allocation.change"))));
    }

    private String word(String key, Locale locale) {
        return words.getMessage(key, null, locale);
    }
}
