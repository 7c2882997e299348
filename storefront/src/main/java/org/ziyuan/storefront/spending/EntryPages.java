package org.ziyuan.storefront.spending;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.ziyuan.marketplace.execution.AccountEntries;
import org.ziyuan.marketplace.execution.AccountEntry;
import org.ziyuan.marketplace.execution.AccountSheets;
import org.ziyuan.marketplace.execution.JournalSheets;
import org.ziyuan.marketplace.execution.JournalSheets.Leg;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** From what a figure consists of to the entries of an account, to the journal and its document. */
@Controller
class EntryPages implements RoutePolicies {

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
    Mono<String> account(@PathVariable long id, Sought sought, Model model, Actor actor) {
        model.addAttribute("sought", sought);
        Mono<String> shown = accounts.find(id, actor)
                .doOnNext(sheet -> model.addAttribute("sheet", sheet))
                .flatMap(sheet -> entries.of(id, sought, actor).flatMap(page -> {
                    List<UUID> documents =
                            page.items().stream().map(AccountEntry::documentId).toList();
                    model.addAttribute("page", page);
                    UUID own = sheet.documentId();
                    return papers.of(own == null ? documents : with(documents, own), actor);
                }))
                .doOnNext(found -> model.addAttribute("papers", found))
                .thenReturn("spending/account");
        return AskedTogether.of(shown);
    }

    @GetMapping("/spending/journals/{id}")
    Mono<String> journal(@PathVariable UUID id, Sought sought, Model model, Actor actor) {
        model.addAttribute("sought", sought);
        return journals.find(id, actor)
                .doOnNext(sheet -> model.addAttribute("journal", sheet))
                .doOnNext(sheet -> model.addAttribute("page", sought.pageOf(sheet.legs(), EntryPages::texts)))
                .flatMap(sheet -> papers.of(List.of(sheet.documentId()), actor))
                .doOnNext(found -> model.addAttribute("papers", found))
                .thenReturn("spending/journal");
    }

    /** An award of a joint purchase has a leg for each of two thousand schools. */
    private static List<String> texts(Leg leg) {
        return List.of(leg.debitLine(), leg.creditLine(), leg.amount().inYuan());
    }

    private static List<UUID> with(List<UUID> documents, UUID one) {
        return Stream.concat(documents.stream(), Stream.of(one)).toList();
    }
}
