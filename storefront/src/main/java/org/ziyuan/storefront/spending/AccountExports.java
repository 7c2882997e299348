package org.ziyuan.storefront.spending;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.execution.AccountEntries;
import org.ziyuan.marketplace.execution.AccountEntry;
import org.ziyuan.marketplace.execution.AccountSheets;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.sheet.Sheet;
import org.ziyuan.marketplace.sheet.SheetFormat;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The entries of one account as a file. */
@RestController
class AccountExports implements RoutePolicies {

    private final AccountSheets accounts;
    private final AccountEntries entries;
    private final MessageSource words;

    AccountExports(AccountSheets accounts, AccountEntries entries, MessageSource words) {
        this.accounts = accounts;
        this.entries = entries;
        this.words = words;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, "/spending/exports/accounts/{id}", Readers.ofMoney()));
    }

    @GetMapping("/spending/exports/accounts/{id}")
    Mono<ResponseEntity<Flux<DataBuffer>>> account(
            @PathVariable long id, @RequestParam String format, Sought sought, Actor actor, Locale locale) {
        return Mono.fromSupplier(() -> SheetFormat.of(format))
                .flatMap(kind -> accounts.find(id, actor)
                        .map(sheet -> kind.answer(Sheet.of(
                                sheet.lineName() + " " + sheet.fiscalYear() + " "
                                        + word("account." + sheet.code(), locale),
                                words,
                                locale,
                                entries.all(id, sought, actor).map(entry -> entry(entry, locale)),
                                "spending.number",
                                "spending.when",
                                "spending.why",
                                "spending.document",
                                "spending.other",
                                "spending.in",
                                "spending.out",
                                "spending.after",
                                "spending.effect",
                                "spending.by"))));
    }

    private List<@Nullable Object> entry(AccountEntry entry, Locale locale) {
        return Sheet.row(
                Long.toString(entry.journalSeq()),
                entry.postedAt(),
                word("kind." + entry.kind(), locale),
                entry.documentId(),
                word("account." + entry.otherCode(), locale),
                entry.credit() ? entry.amount() : null,
                entry.credit() ? null : entry.amount(),
                entry.balanceAfter(),
                word("effect." + entry.effect(), locale),
                entry.actor());
    }

    private String word(String key, Locale locale) {
        return words.getMessage("spending." + key, null, locale);
    }
}
