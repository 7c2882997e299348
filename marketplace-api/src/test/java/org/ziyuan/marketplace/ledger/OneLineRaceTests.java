package org.ziyuan.marketplace.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@MarketplaceTest
class OneLineRaceTests {

    private static final Money MILLION = Money.ofYuan("1000000");
    private static final Money PIECE = Money.ofYuan("625");

    @Autowired
    BudgetBook book;

    @Autowired
    MoneyTransactions money;

    @Autowired
    DatabaseClient database;

    @Test
    void sixtyFourCallersNeverOverspendOneLine() {
        BudgetFixture school = BudgetFixture.schoolWith(MILLION, book, money::execute, database);

        Long accepted = Flux.range(0, 3_200)
                .flatMap(n -> reserveAPiece(school), 64)
                .filter(granted -> granted)
                .count()
                .block();

        assertThat(accepted).isEqualTo(1_600);
        assertThat(school.balance().reserved()).isEqualTo(MILLION);
        assertThat(school.balance().available()).isEqualTo(Money.ZERO);
    }

    @Test
    void sixtyFourCallersWithOneIdReserveOnce() {
        BudgetFixture school = BudgetFixture.schoolWith(MILLION, book, money::execute, database);
        var requisition = Ids.next();

        Flux.range(0, 64)
                .flatMap(n -> school.run(book.reserve(requisition, school.line(), PIECE, school.accountant())), 64)
                .then()
                .block();

        assertThat(school.balance().reserved()).isEqualTo(PIECE);
    }

    private Mono<Boolean> reserveAPiece(BudgetFixture school) {
        return school.run(book.reserve(Ids.next(), school.line(), PIECE, school.accountant()))
                .thenReturn(true)
                .onErrorResume(Refusal.class, refused -> {
                    assertThat(refused.code()).isEqualTo("budget-insufficient");
                    return Mono.just(false);
                });
    }
}
