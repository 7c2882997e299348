package org.ziyuan.marketplace.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ledger.Appropriations;
import org.ziyuan.marketplace.ledger.Awards;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.ledger.LineBalance;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.marketplace.yearend.County;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@MarketplaceTest
class ControlTreeTests {

    @Autowired
    DatabaseClient database;

    @Autowired
    MoneyTransactions money;

    @Autowired
    BudgetBook book;

    @Autowired
    Appropriations appropriations;

    @Autowired
    Awards awards;

    @Autowired
    ControlTree tree;

    private County county;
    private UUID node;
    private Actor first;
    private Actor second;
    private UUID firstLine;
    private UUID secondLine;

    @BeforeEach
    void twoSchoolsUnderTheNodeOfTheirCounty() {
        county = new County(database);
        node = county.line(county.id, 2026, "30299");
        first = county.school();
        second = county.school();
        firstLine = county.line(first.organizationId(), 2026, "30218");
        secondLine = county.line(second.organizationId(), 2026, "30218");
        for (UUID line : List.of(firstLine, secondLine)) {
            assertThat(now(tree.bind(line, node, county.bureau)).purseId()).isEqualTo(node);
        }
        run(book.appropriate(Ids.next(), node, Money.ofYuan("1000"), county.bureau));
    }

    @Test
    void boundLinesDrawOnTheNodeAndKeepWhatTheyReserve() {
        UUID requisition = Ids.next();
        UUID order = Ids.next();
        run(book.reserve(requisition, firstLine, Money.ofYuan("600"), first));
        expect(firstLine, "600.00", "400.00", "600.00", "0.00");
        expect(secondLine, "0.00", "400.00", "0.00", "0.00");
        refuses(
                money.execute(book.reserve(Ids.next(), secondLine, Money.ofYuan("400.01"), second)),
                "budget-insufficient");

        run(book.encumber(requisition, order, firstLine, Money.ofYuan("550"), first));
        expect(firstLine, "550.00", "450.00", "0.00", "550.00");

        run(book.accept(Ids.next(), order, firstLine, Money.ofYuan("500"), county.colleagueOf(first, Role.TEACHER)));
        run(book.closeOrder(order, firstLine, first));
        expect(firstLine, "500.00", "500.00", "0.00", "0.00");

        UUID again = Ids.next();
        run(book.reserve(again, secondLine, Money.ofYuan("500"), second));
        run(book.releaseReservation(again, secondLine, second));
        expect(node, "500.00", "500.00", "0.00", "0.00");
    }

    @Test
    void moneyForABoundLineLiesAtItsNode() {
        run(appropriations.approve(Ids.next(), firstLine, Money.ofYuan("70"), county.bureau));
        run(appropriations.release(Ids.next(), firstLine, Money.ofYuan("70"), county.bureau));

        expect(node, "1070.00", "1070.00", "0.00", "0.00");
    }

    @Test
    void oneJournalOverManyLinesOfOneNodeIsPosted() {
        UUID one = Ids.next();
        UUID two = Ids.next();
        run(book.reserve(one, firstLine, Money.ofYuan("300"), first));
        run(book.reserve(two, secondLine, Money.ofYuan("300"), second));

        run(awards.encumberForMany(
                Ids.next(),
                county.id,
                List.of(
                        new Awards.Share(one, Ids.next(), firstLine, Money.ofYuan("200")),
                        new Awards.Share(two, Ids.next(), secondLine, Money.ofYuan("150"))),
                county.bureau));

        expect(firstLine, "200.00", "650.00", "0.00", "200.00");
        expect(secondLine, "150.00", "650.00", "0.00", "150.00");
    }

    @Test
    void manyCallersOnManyLinesNeverDrawMoreThanTheNodeHas() {
        List<Boolean> answers = now(Flux.range(0, 80)
                .flatMap(
                        n -> book.reserve(
                                        Ids.next(),
                                        n % 2 == 0 ? firstLine : secondLine,
                                        Money.ofYuan("30"),
                                        n % 2 == 0 ? first : second)
                                .thenReturn(true)
                                .onErrorResume(Refusal.class, refused -> Mono.just(false)),
                        16)
                .collectList());

        assertThat(answers.stream().filter(posted -> posted)).hasSize(33);
        assertThat(now(book.balance(node)).available()).isEqualTo(Money.ofYuan("10"));
    }

    @Test
    void aBindingDuringPostingsLosesNoMoney() {
        UUID line = county.line(first.organizationId(), 2026, "30227");
        UUID requisition = Ids.next();
        run(book.appropriate(Ids.next(), line, Money.ofYuan("100"), first));
        run(book.reserve(requisition, line, Money.ofYuan("100"), first));

        done(Mono.zip(
                tree.bind(line, node, county.bureau)
                        .onErrorResume(Refusal.class, holds -> tree.find(line, county.bureau)),
                money.execute(book.releaseReservation(requisition, line, first)).thenReturn(true)));

        boolean bound = now(tree.find(line, county.bureau)).nodeId() != null;
        Money own = now(
                database.sql("""
                        select coalesce(sum(credits_posted - debits_posted), 0)::bigint from account
                         where budget_line_id = :line and code = 'B200'
                        """).bind("line", line).mapValue(Long.class).one().map(Money::ofFen));
        assertThat(own).isEqualTo(bound ? Money.ZERO : Money.ofYuan("100"));
        assertThat(now(book.balance(node)).available()).isEqualTo(Money.ofYuan(bound ? "1100" : "1000"));
    }

    @Test
    void refusesCirclesDepthForeignPursesAndMoneyOfItsOwn() {
        refuses(tree.bind(node, firstLine, county.bureau), "control-tree-cycle");
        UUID rich = county.line(first.organizationId(), 2026, "30216");
        run(book.appropriate(Ids.next(), rich, Money.ofYuan("5"), first));
        refuses(tree.bind(rich, node, county.bureau), "budget-line-holds-money");
        refuses(
                tree.bind(county.line(first.organizationId(), 2025, "30216"), node, county.bureau),
                "control-node-of-another-purse");
        UUID special = county.line("special", first.organizationId(), 2026, "30218", "", 0, null);
        refuses(tree.bind(special, node, county.bureau), "control-node-of-another-purse");
        refuses(tree.bind(node, Ids.next(), county.bureau), "budget-line-not-found");
        refuses(tree.bind(secondLine, node, second), "role-required");
        UUID third = county.line(first.organizationId(), 2026, "30227");
        done(tree.bind(third, firstLine, county.bureau));
        UUID fourth = county.line(first.organizationId(), 2026, "30201");
        done(tree.bind(fourth, third, county.bureau));
        refuses(
                tree.bind(county.line(first.organizationId(), 2026, "30213"), fourth, county.bureau),
                "control-tree-too-deep");
    }

    @Test
    void aFreedLineKeepsWhatItHolds() {
        UUID requisition = Ids.next();
        run(book.reserve(requisition, firstLine, Money.ofYuan("100"), first));

        done(tree.free(firstLine, county.bureau));
        run(book.releaseReservation(requisition, firstLine, first));

        expect(firstLine, "100.00", "100.00", "0.00", "0.00");
        expect(node, "900.00", "900.00", "0.00", "0.00");
    }

    @Test
    void theDatabaseRefusesACircleWhoeverWritesIt() {
        assertThatThrownBy(() -> {
                    try (Connection connection = TestDatabase.shared().superuser();
                            Statement statement = connection.createStatement()) {
                        statement.execute("set search_path = market");
                        statement.execute("update budget_line set control_node_id = '%s' where id = '%s'"
                                .formatted(firstLine, node));
                    }
                })
                .hasMessageContaining("control-tree-cycle");
    }

    private void expect(UUID line, String appropriated, String available, String reserved, String encumbered) {
        LineBalance balance = now(book.balance(line));
        assertThat(List.of(
                        balance.appropriated().inYuan(),
                        balance.available().inYuan(),
                        balance.reserved().inYuan(),
                        balance.encumbered().inYuan()))
                .containsExactly(appropriated, available, reserved, encumbered);
    }

    private void run(Mono<Void> posting) {
        money.execute(posting).block();
    }

    private static void done(Mono<?> work) {
        work.then().block();
    }

    private static <T> T now(Mono<T> work) {
        return work.blockOptional().orElseThrow();
    }

    private static void refuses(Mono<?> work, String code) {
        StepVerifier.create(work)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                Refusal.class,
                                refusal -> assertThat(refusal.code()).isEqualTo(code)))
                .verify();
    }
}
