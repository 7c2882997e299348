package org.ziyuan.storefront.adjustment;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.funding.BudgetLine;
import org.ziyuan.marketplace.funding.BudgetLines;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.storefront.layout.BudgetBar;
import org.ziyuan.storefront.layout.Figures;
import org.ziyuan.storefront.layout.Option;
import reactor.core.publisher.Mono;

/** The lines a change can be about: those of one organization and year, each with what it has available. */
@Component
class LineChoices {

    private final DatabaseClient database;
    private final BudgetLines lines;
    private final BudgetBook book;
    private final Figures figures;

    LineChoices(DatabaseClient database, BudgetLines lines, BudgetBook book, Figures figures) {
        this.database = database;
        this.lines = lines;
        this.book = book;
        this.figures = figures;
    }

    /** An organization whose lines can be chosen. */
    record Place(UUID id, String code, String name) {}

    /** A line with whose it is and where its money is now. */
    record Chosen(BudgetLine line, String organization, BudgetBar bar) {

        /** Lines of two schools often have one name. */
        public String name() {
            return organization + " · " + line.name();
        }
    }

    /**
     * The organization of this code or name that the actor may see, his own when nothing is named.
     *
     * @throws Refusal {@code organization-not-found}
     */
    Mono<Place> place(@Nullable String codeOrName, Actor actor) {
        String word = codeOrName == null ? "" : codeOrName.strip();
        return Sight.MONEY
                .bindTo(database.sql("""
                        select id, code, name from organization o
                         where %s and (case when :word = '' then o.id = :own else :word in (o.code, o.name) end)
                         order by o.path limit 1
                        """.formatted(Sight.over("o"))), actor)
                .bind("word", word)
                .map(Rows.as(Place.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("organization", word)));
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
                        organization(line.organizationId()),
                        book.balance(id),
                        (organization, balance) -> new Chosen(line, organization, BudgetBar.of(line, balance))));
    }

    private Mono<String> organization(UUID id) {
        return database.sql("select name from organization where id = :id")
                .bind("id", id)
                .mapValue(String.class)
                .one();
    }
}
