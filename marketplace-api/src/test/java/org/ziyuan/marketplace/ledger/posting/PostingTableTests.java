package org.ziyuan.marketplace.ledger.posting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.test.TestDatabase;

/** Prints the posting table into the docs, and holds code and table to the same events. */
class PostingTableTests {

    private static final Path FILE = Path.of("..", "docs", "postings.md");

    private final DatabaseClient database = TestDatabase.shared().client();

    @Test
    void everyEventHasItsRuleAndEveryRuleItsEvent() {
        List<String> events = Arrays.stream(LedgerEvent.values())
                .map(LedgerEvent::kind)
                .sorted()
                .toList();

        assertThat(rows("select distinct kind from posting_rule order by kind")).isEqualTo(events);
    }

    @Test
    void theThirtyOneEventsOfTheAccountingModelAreAllThere() {
        // 15, the matched invoice, moves nothing; its other half, the mismatch, does.
        assertThat(rows("select distinct event::text from posting_rule where event is not null"))
                .hasSize(31);
    }

    @Test
    void theTableInTheDocsIsThatOfTheDatabase() throws IOException {
        String printed = """
                # Postings

                Printed by `PostingTableTests` from the table `posting_rule`; do not edit. Which event moves money from which
                account to which: `verify` finds every leg that no row permits. The numbers are those of the accounting model;
                events without one belong to frameworks, to the money book or to reopening. *pending* is set aside, *post* and
                *void* decide about it.

                | event | kind | legs |
                | --- | --- | --- |
                """
                + rows("""
                        select '| ' || coalesce(r.event::text, '') || ' | `' || r.kind || '` | '
                               || string_agg(d.symbol || ' → ' || c.symbol
                                    || case r.effect when 'posted' then '' else ' (' || r.effect || ')' end, ', '
                                    order by r.debit_code, r.credit_code) || ' |'
                          from posting_rule r
                          join account_class d on d.code = r.debit_code join account_class c on c.code = r.credit_code
                         where r.kind not in ('corrected', 'year-reopened')
                         group by r.event, r.kind order by r.event nulls last, r.kind
                        """).stream().map(row -> row + "\n").collect(Collectors.joining())
                + "| 31 | `corrected` | the mirror of any posted leg above |\n"
                + "|  | `year-reopened` | the mirror of the legs of `year-end-…` |\n";
        String written = Files.exists(FILE) ? Files.readString(FILE) : "";

        if (!written.equals(printed)) {
            assertThat(Files.writeString(FILE, printed)).exists();
        }
        assertThat(written)
                .as("docs/postings.md was rewritten; look at the difference and commit it")
                .isEqualTo(printed);
    }

    private List<String> rows(String query) {
        return Objects.requireNonNull(
                database.sql(query).mapValue(String.class).all().collectList().block());
    }
}
