package org.ziyuan.marketplace.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.OffsetDateTime;
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

    @Test
    void aNestedRowIsReadAsTheDriverWouldReadIt() {
        String query = """
                select '00000000-0000-0000-0000-000000000007'::uuid as id, n as number, 9007199254740993 as total_in_fen,
                       null::bigint as share, 'county-bureau' as asked_by, date '2026-09-01' as due_on, n = 1 as first,
                       timestamptz '2026-03-29 01:30:00.123456+08' as at, '引号 " 和 \\' as words
                  from generate_series(1, 2) n order by n desc
                """;

        List<Deep> flat =
                database.sql(query).map(Rows.as(Deep.class)).all().collectList().block();
        List<Deep> nested = database.sql(
                        "select " + Nested.column(query, "deep") + ", " + Nested.column(query + " limit 0", "none"))
                .map(row -> {
                    assertThat(Nested.rows(row, "none", Deep.class)).isEmpty();
                    return Nested.rows(row, "deep", Deep.class);
                })
                .one()
                .block();

        assertThat(nested).hasSize(2).isEqualTo(flat);
    }

    private record Deep(
            UUID id,
            int number,
            Money total,
            @Nullable Money share,
            Role askedBy,
            LocalDate dueOn,
            boolean first,
            OffsetDateTime at,
            String words) {}

    private Mono<Paper> read(String words) {
        return database.sql(WHOLE.formatted(words)).map(Rows.as(Paper.class)).one();
    }

    private record Paper(
            UUID id, int rowCount, Role askedBy, Sums sums, List<String> tags, LocalDate dueOn, String words) {}

    private record Sums(Money total, Money paid, @Nullable Money share) {}
}
