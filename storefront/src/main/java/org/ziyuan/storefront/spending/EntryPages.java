package org.ziyuan.storefront.spending;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.execution.AccountEntries;
import org.ziyuan.marketplace.execution.AccountEntries.Entry;
import org.ziyuan.marketplace.execution.AccountSheets;
import org.ziyuan.marketplace.execution.JournalSheets;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** From what a figure consists of to the entries of an account, to the journal and its document. */
@Controller
class EntryPages implements RoutePolicies {

    private static final int ON_A_PAGE = 50;

    private final AccountSheets accounts;
    private final AccountEntries entries;
    private final JournalSheets journals;
    private final PaperLinks papers;

    EntryPages(AccountSheets accounts, AccountEntries entries, JournalSheets journals, PaperLinks papers) {
        this.accounts = accounts;
        this.entries = entries;
        this.journals = journals;
        this.papers = papers;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/spending/accounts/{id}", Readers.ofMoney()),
                roles(GET, "/spending/journals/{id}", Readers.ofMoney()));
    }

    @GetMapping("/spending/accounts/{id}")
    Mono<String> account(
            @PathVariable long id, @RequestParam(required = false) @Nullable Long before, Model model, Actor actor) {
        return accounts.find(id, actor)
                .doOnNext(sheet -> model.addAttribute("sheet", sheet))
                .flatMap(sheet -> entries.of(id, before, ON_A_PAGE, actor).flatMap(page -> {
                    List<UUID> documents =
                            page.items().stream().map(Entry::documentId).toList();
                    model.addAttribute("page", page);
                    model.addAttribute(
                            "next", page.next() == null ? null : "/spending/accounts/" + id + "?before=" + page.next());
                    UUID own = sheet.documentId();
                    return papers.of(own == null ? documents : with(documents, own), actor);
                }))
                .doOnNext(found -> model.addAttribute("papers", found))
                .thenReturn("spending/account");
    }

    @GetMapping("/spending/journals/{id}")
    Mono<String> journal(@PathVariable UUID id, Model model, Actor actor) {
        return journals.find(id, actor)
                .doOnNext(sheet -> model.addAttribute("journal", sheet))
                .flatMap(sheet -> papers.of(List.of(sheet.documentId()), actor))
                .doOnNext(found -> model.addAttribute("papers", found))
                .thenReturn("spending/journal");
    }

    private static List<UUID> with(List<UUID> documents, UUID one) {
        return Stream.concat(documents.stream(), Stream.of(one)).toList();
    }
}
