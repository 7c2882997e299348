package org.ziyuan.storefront.spending;

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
import org.ziyuan.marketplace.execution.LineJournals;
import org.ziyuan.marketplace.funding.BudgetLines;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.sheet.Sheet;
import org.ziyuan.marketplace.sheet.SheetFormat;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The journal of one line as a file. */
@RestController
class LineExports implements RoutePolicies {

    private final LineJournals journals;
    private final BudgetLines lines;
    private final MessageSource words;

    LineExports(LineJournals journals, BudgetLines lines, MessageSource words) {
        this.journals = journals;
        this.lines = lines;
        this.words = words;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, "/spending/exports/lines/{id}", Readers.ofMoney()));
    }

    @GetMapping("/spending/exports/lines/{id}")
    Mono<ResponseEntity<Flux<DataBuffer>>> line(
            @PathVariable UUID id, @RequestParam String format, Sought sought, Actor actor, Locale locale) {
        return Mono.fromSupplier(() -> SheetFormat.of(format))
                .flatMap(kind -> lines.find(id, actor)
                        .map(line -> kind.answer(Sheet.of(
                                line.name() + " " + line.fiscalYear(),
                                words,
                                locale,
                                journals.allOfLine(id, sought, actor).map(leg -> leg(leg, locale)),
                                "spending.number",
                                "spending.when",
                                "spending.why",
                                "spending.from",
                                "spending.to",
                                "spending.amount",
                                "spending.effect",
                                "spending.by"))));
    }

    private List<@Nullable Object> leg(LineJournals.Leg leg, Locale locale) {
        return Sheet.row(
                leg.journalSeq() + "/" + leg.seq(),
                leg.postedAt(),
                word("kind." + leg.kind(), locale),
                word("account." + leg.debit(), locale),
                word("account." + leg.credit(), locale),
                Money.ofFen(leg.amountInFen()),
                word("effect." + leg.effect(), locale),
                leg.actor());
    }

    private String word(String key, Locale locale) {
        return words.getMessage("spending." + key, null, locale);
    }
}
