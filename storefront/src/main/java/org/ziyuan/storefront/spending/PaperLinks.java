package org.ziyuan.storefront.spending;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.Papers;
import org.ziyuan.marketplace.audit.Papers.Paper;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import reactor.core.publisher.Mono;

/** The documents behind figures and journals, each with the page where this reader finds it. */
@Component
class PaperLinks {

    private final Papers papers;

    PaperLinks(Papers papers) {
        this.papers = papers;
    }

    /**
     * A document.
     *
     * @param kind its words are {@code spending.paper.<kind>}
     * @param number how people call it: a number, a date or a year
     * @param href where it is read, null where this reader has no page of it
     */
    record PaperLink(String kind, String number, @Nullable String href) {}

    Mono<Map<UUID, PaperLink>> of(Collection<UUID> documents, Actor reader) {
        return papers.of(documents, reader)
                .map(found -> found.entrySet().stream()
                        .collect(toMap(Map.Entry::getKey, entry -> link(entry.getValue(), reader))));
    }

    private static PaperLink link(Paper paper, Actor reader) {
        return new PaperLink(paper.kind(), paper.number(), href(paper, reader));
    }

    private static @Nullable String href(Paper paper, Actor reader) {
        return switch (paper.kind()) {
            case "requisition" -> "/requisitions/" + paper.page();
            case "order", "acceptance", "payment" -> "/orders/" + paper.page();
            case "allocation", "tranche" -> paper.open() ? "/allocations/" + paper.page() : "/why?year=" + paper.year();
            case "licence" -> "/licences/" + paper.page();
            case "journal" -> "/spending/journals/" + paper.page();
            case "year-end-close", "year-end-reopen" ->
                paper.open() && keepsBooks(reader) ? "/year-end/" + paper.page() : null;
            default -> "/budget-changes/" + paper.page();
        };
    }

    private static boolean keepsBooks(Actor reader) {
        return !reader.isAnyOf(Role.PURCHASER) || reader.isAnyOf(Role.ACCOUNTANT, Role.PRINCIPAL);
    }
}
