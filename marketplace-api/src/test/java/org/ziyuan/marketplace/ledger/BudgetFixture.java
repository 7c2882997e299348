package org.ziyuan.marketplace.ledger;

import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ledger.posting.Ledger;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/** A school of its own with one budget line, for one test. */
public record BudgetFixture(
        BudgetBook book, Transactions money, DatabaseClient database, UUID school, UUID line, Actor accountant) {

    public static BudgetFixture schoolWith(Money amount, BudgetBook book, Transactions money, DatabaseClient database) {
        UUID school = Ids.next();
        UUID line = Ids.next();
        String path = "100000.440000." + school;
        Actor accountant = person(school, path, Role.ACCOUNTANT);
        BudgetFixture fixture = new BudgetFixture(book, money, database, school, line, accountant);
        database.sql("""
                        insert into organization (id, kind, tier, code, name, path)
                        values (:id, 'school', 'school', :code, '试验小学', :path)
                        """)
                .bind("id", school)
                .bind("code", school.toString())
                .bind("path", path)
                .then()
                .then(fixture.insertLine(line, 2026, "30218"))
                .then(
                        amount.isPositive()
                                ? fixture.run(book.appropriate(Ids.next(), line, amount, accountant))
                                : Mono.empty())
                .block();
        return fixture;
    }

    /** The book as the application makes it, over a ledger of one's own. */
    public static BudgetBook book(Ledger ledger, DatabaseClient database) {
        return new BudgetBook(ledger, database);
    }

    public static Actor person(UUID organization, String path, Role... roles) {
        return new Actor(Ids.next(), "测试员", organization, path, Set.of(roles));
    }

    /** Somebody else of the same school. */
    public Actor colleague() {
        return person(school, accountant.organizationPath(), Role.TEACHER);
    }

    public Mono<Void> insertLine(UUID id, int year, String economicClass) {
        return database.sql("""
                        insert into budget_line
                          (id, fund_code, fiscal_year, organization_id, functional_class, economic_class, name)
                        values (:id, 'per-pupil', :year, :school, '2050202', :class, '生均公用经费·教学资源')
                        """)
                .bind("id", id)
                .bind("year", year)
                .bind("school", school)
                .bind("class", economicClass)
                .then();
    }

    public <T> Mono<T> run(Mono<T> work) {
        return money.run(work);
    }

    public LineBalance balance() {
        LineBalance balance = book.balance(line).block();
        if (balance == null) {
            throw new AssertionError("no balance of line " + line);
        }
        return balance;
    }

    /** Without a transaction around it: each posting is one anyway. */
    public static <T> Mono<T> plainly(Mono<T> work) {
        return work;
    }

    /** How the work of a test becomes a transaction: {@code moneyTransactions::execute}. */
    public interface Transactions {
        <T> Mono<T> run(Mono<T> work);
    }
}
