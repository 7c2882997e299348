package org.ziyuan.storefront.adjustment;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.funding.BudgetLine;
import org.ziyuan.marketplace.funding.BudgetLines;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.organization.Organizations;
import org.ziyuan.storefront.layout.BudgetBar;
import org.ziyuan.storefront.layout.Figures;
import org.ziyuan.storefront.layout.Option;
import reactor.core.publisher.Mono;

/** The lines a change can be about: those of one organization and year, each with what it has available. */
@Component
class LineChoices {

    private final Organizations organizations;
    private final BudgetLines lines;
    private final BudgetBook book;
    private final Figures figures;

    LineChoices(Organizations organizations, BudgetLines lines, BudgetBook book, Figures figures) {
        this.organizations = organizations;
        this.lines = lines;
        this.book = book;
        this.figures = figures;
    }

    /** A line with whose it is and where its money is now. */
    record Chosen(BudgetLine line, String organization, BudgetBar bar) {

        /** Lines of two schools often have one name. */
        public String name() {
            return organization + " · " + line.name();
        }
    }

    /** The lines of an organization, each with what it has available. */
    Mono<List<Option>> of(UUID organization, int year) {
        return lines.usableBy(organization, year)
                .collectList()
                .flatMap(found -> book.balances(
                                found.stream().map(BudgetLine::id).toList())
                        .collectMap(
                                balance -> balance.budgetLineId(),
                                balance -> balance.available().fen())
                        .map(available -> found.stream()
                                .map(line -> new Option(
                                        line.id().toString(),
                                        line.title() + " · " + figures.money(available.getOrDefault(line.id(), 0L))))
                                .toList()));
    }

    /** One line and its bar. @throws Refusal {@code budget-line-not-found} */
    Mono<Chosen> line(UUID id, Actor actor) {
        return lines.find(id, actor)
                .flatMap(line -> Mono.zip(
                        organizations.findAny(line.organizationId()),
                        book.balance(id),
                        (organization, balance) -> new Chosen(line, organization.name(), BudgetBar.of(line, balance))));
    }
}
