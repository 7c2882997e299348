package org.ziyuan.marketplace.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.test.MarketplaceTest;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@MarketplaceTest
class RowsTests {

    private static final String WHOLE = """
            select '00000000-0000-0000-0000-000000000007'::uuid as id, 3 as row_count, 'county-bureau' as asked_by,
                   250::bigint as total_in_fen, 40::bigint as paid, null::bigint as share_in_fen,
                   array ['a', 'b'] as tags, date '2026-09-01' as due_on, %s as words
            """;

    @Autowired
    DatabaseClient database;

    @Test
    void readsEachComponentFromTheColumnOfItsName() {
        StepVerifier.create(read("'good'"))
                .expectNext(new Paper(
                        new UUID(0, 7),
                        3,
                        Role.COUNTY_BUREAU,
                        new Sums(Money.ofFen(250), Money.ofFen(40), null),
                        List.of("a", "b"),
                        LocalDate.of(2026, 9, 1),
                        "good"))
                .verifyComplete();
    }

    @Test
    void refusesANullWhereNoneMayBeAndNamesTheColumn() {
        StepVerifier.create(read("null::text"))
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(NullPointerException.class)
                        .hasMessage("words"))
                .verify();
    }

    @Test
    void refusesARowWithoutAColumn() {
        StepVerifier.create(database.sql("select 1 as total")
                        .map(Rows.as(Sums.class))
                        .one())
                .expectErrorSatisfies(error -> assertThat(error).hasMessageContaining("paid"))
                .verify();
    }

    private Mono<Paper> read(String words) {
        return database.sql(WHOLE.formatted(words)).map(Rows.as(Paper.class)).one();
    }

    private record Paper(
            UUID id, int rowCount, Role askedBy, Sums sums, List<String> tags, LocalDate dueOn, String words) {}

    private record Sums(Money total, Money paid, @Nullable Money share) {}
}
