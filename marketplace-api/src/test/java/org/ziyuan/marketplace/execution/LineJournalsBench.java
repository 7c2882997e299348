package org.ziyuan.marketplace.execution;

import io.r2dbc.pool.ConnectionPool;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Papers;
import org.ziyuan.marketplace.bench.BenchLine;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.BudgetFixture;
import org.ziyuan.marketplace.ledger.posting.LedgerParts;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;

/** A page of a line with 200,000 journals against the same with 200; {@code mvn -Pbench verify -pl marketplace-api}. */
class LineJournalsBench {

    private static final int MANY = Integer.getInteger("ziyuan.bench.journals", 200_000);
    private static final int FEW = 200;
    private static final int PAGES = 40;

    @Test
    void aPageOfABusyLineCostsWhatAPageCosts() throws Exception {
        TestDatabase database = TestDatabase.another();
        ConnectionPool pool = database.pool(16);
        DatabaseClient client = DatabaseClient.create(pool);
        BudgetFixture school = BudgetFixture.schoolWith(
                Money.ofYuan("100000000"),
                BudgetFixture.book(LedgerParts.over(client), client),
                BudgetFixture::plainly,
                client);
        UUID quiet = Ids.next();
        school.insertLine(quiet, 2026, "90001").block();
        school.book()
                .appropriate(quiet, quiet, Money.ofYuan("1000000"), school.accountant())
                .block();
        reserve(school, school.line(), MANY);
        reserve(school, quiet, FEW);
        try (Connection superuser = database.superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("vacuum analyze");
        }
        LineJournals journals = new LineJournals(client, new SoughtJournals(new Papers(client, List.of())));
        Sought first = Sought.everything(Cursor.START, 50);
        BenchLine.atMost(
                3,
                "line-of-many-journals-page",
                "ms",
                millis(journals, school.line(), first, school.accountant()),
                millis(journals, quiet, first, school.accountant()));
        pool.dispose();
    }

    private static void reserve(BudgetFixture school, UUID line, int times) {
        Flux.range(0, times)
                .flatMap(time -> school.book().reserve(Ids.next(), line, Money.ofFen(1), school.accountant()), 256)
                .then()
                .block();
    }

    /** The middle of some pages, after as many that are not counted. */
    private static double millis(LineJournals journals, UUID line, Sought sought, Actor reader) {
        double[] pages = new double[PAGES];
        for (int page = -PAGES; page < PAGES; page++) {
            long begun = System.nanoTime();
            int legs = Objects.requireNonNull(
                            journals.ofLine(line, sought, reader).block())
                    .items()
                    .size();
            if (legs < 50) {
                throw new AssertionError("a page of " + legs);
            }
            if (page >= 0) {
                pages[page] = (System.nanoTime() - begun) / 1e6;
            }
        }
        return BenchLine.median(pages);
    }
}
