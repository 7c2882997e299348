package org.ziyuan.storefront.adjustment;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.adjustment.BudgetChange;
import org.ziyuan.marketplace.adjustment.BudgetChange.State;
import org.ziyuan.marketplace.adjustment.BudgetChanges;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.sheet.Sheet;
import org.ziyuan.marketplace.sheet.SheetFormat;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The list of budget changes as a file. */
@Controller
class ChangeExport implements RoutePolicies {

    private final BudgetChanges changes;
    private final MessageSource words;

    ChangeExport(BudgetChanges changes, MessageSource words) {
        this.changes = changes;
        this.words = words;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, "/budget-changes/export", Readers.ofMoney()));
    }

    @GetMapping("/budget-changes/export")
    Mono<ResponseEntity<Flux<DataBuffer>>> export(
            @RequestParam(required = false) @Nullable State state,
            @RequestParam String format,
            Sought sought,
            Actor actor,
            Locale locale) {
        return Mono.fromSupplier(() -> SheetFormat.of(format)
                .answer(Sheet.of(
                        word("change.title", locale),
                        words,
                        locale,
                        Page.walk(cursor -> changes.list(actor, state, sought.from(cursor, Page.LARGEST)))
                                .map(change -> row(change, locale)),
                        "change.kind",
                        "change.from",
                        "change.to",
                        "change.amount",
                        "change.reason",
                        "change.state",
                        "change.asker",
                        "change.asked",
                        "change.decider",
                        "change.decided")));
    }

    private List<@Nullable Object> row(BudgetChange change, Locale locale) {
        return Sheet.row(
                word("change.kind." + change.kind(), locale),
                change.giver(),
                change.taker(),
                change.amount(),
                change.reason(),
                word("state.change." + change.state(), locale),
                change.requestedByName(),
                change.requestedAt(),
                change.decidedByName(),
                change.decidedAt());
    }

    private String word(String key, Locale locale) {
        return words.getMessage(key, null, locale);
    }
}
