package org.ziyuan.storefront.trail;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.signedIn;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.ziyuan.marketplace.audit.AuditLine;
import org.ziyuan.marketplace.audit.AuditSearch;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The search over audit entries, as a page and over the API. */
@Controller
class AuditSearchPages implements RoutePolicies {

    private static final int LONGEST = 80;

    private final AuditSearch search;

    AuditSearchPages(AuditSearch search) {
        this.search = search;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                signedIn(GET, "/inbox/done"),
                signedIn(GET, "/api/v1/worklist/done"),
                roles(GET, "/audit/entries", TrailReaders.searching()),
                roles(GET, "/api/v1/audit-entries", TrailReaders.searching()));
    }

    @GetMapping("/audit/entries")
    Mono<String> page(
            @RequestParam(defaultValue = "") String number,
            @RequestParam(required = false) @Nullable String kind,
            Sought sought,
            Model model,
            Actor actor) {
        model.addAttribute("sought", sought);
        model.addAttribute("number", number);
        model.addAttribute("kind", kind);
        model.addAttribute("kinds", AuditSearch.KINDS);
        return list(number, kind, sought, actor)
                .doOnNext(page -> model.addAttribute("page", linked(page, LinkedEntry::of)))
                .thenReturn("trail/entries");
    }

    @GetMapping("/inbox/done")
    Mono<String> done(Sought sought, Model model, Actor actor) {
        model.addAttribute("sought", sought);
        return ofPerson(sought, actor)
                .doOnNext(page -> model.addAttribute("page", linked(page, entry -> LinkedEntry.own(entry, actor))))
                .thenReturn("trail/done");
    }

    @ResponseBody
    @GetMapping("/api/v1/worklist/done")
    @Operation(summary = "我已办的 · what I have done, the newest first")
    Mono<Page<AuditLine>> ofPerson(Sought sought, Actor actor) {
        return search.ofPerson(actor, sought);
    }

    private static Page<LinkedEntry> linked(Page<AuditLine> page, Function<AuditLine, LinkedEntry> link) {
        return new Page<>(page.items().stream().map(link).toList(), page.next());
    }

    @ResponseBody
    @GetMapping("/api/v1/audit-entries")
    @Operation(summary = "审计记录 · audit entries by person, organization, document, day and kind")
    Mono<Page<AuditLine>> list(
            @RequestParam(defaultValue = "") String number,
            @RequestParam(required = false) @Nullable String kind,
            Sought sought,
            Actor actor) {
        if (number.length() > LONGEST) {
            return Mono.error(Refusal.invalid("words-too-long").with("most", LONGEST));
        }
        String known = kind == null || kind.isEmpty() ? null : kind;
        if (known != null && !AuditSearch.KINDS.contains(known)) {
            return Mono.error(Refusal.malformed("field-malformed").with("field", "kind"));
        }
        return search.list(actor, TextField.storable(number), known, sought);
    }
}
