package org.ziyuan.marketplace.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;
import org.ziyuan.marketplace.audit.Finding;
import org.ziyuan.marketplace.audit.Verification;
import org.ziyuan.marketplace.bench.BenchLine;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.transaction.Ids;

/**
 * How long {@code verify} takes over a million legs ({@code -Dbench.legs=10000000} for ten), and how much heap. The floor
 * is plain JDBC with a cursor that follows the hash chains alone: it reads the same journals and legs once, in the order
 * of the chains, and adds up nothing.
 */
@MarketplaceTest
@TestPropertySource(properties = "ziyuan.roles=api")
class VerifyBench {

    private static final long LEGS = Long.getLong("bench.legs", 1_000_000);
    private static final int LINES = 4;
    private static final int PURCHASES = 312;
    private static final double GIBIBYTE = 1024;

    @Autowired
    DatabaseClient database;

    @Autowired
    BudgetBook book;

    @Autowired
    Verification verification;

    @Test
    void verifiesAllOfIt() throws SQLException, NoSuchAlgorithmException {
        long legs = fill();
        for (MemoryPoolMXBean pool : heap()) {
            pool.resetPeakUsage();
        }
        long begun = System.nanoTime();
        List<Finding> findings = verification
                .atOneMoment(verification.findings(List.of(), code -> {}).collectList())
                .block();
        double ours = seconds(begun);
        double peak = peakInMebibytes();

        begun = System.nanoTime();
        long seen = followTheChains();
        double floor = seconds(begun);

        Objects.requireNonNull(findings)
                .forEach(found -> System.out.printf(
                        "verify %s took %d ms%n", found.code(), found.took().toMillis()));
        assertThat(findings).isNotEmpty().allMatch(Finding::holds, "holds");
        assertThat(seen).isGreaterThanOrEqualTo(legs);
        BenchLine.atMost(1, "verify-per-million-entries-in-60-s", "s", ours * 1_000_000 / (2.0 * seen), 60);
        BenchLine.atMost(3, "verify-over-%d-legs".formatted(seen), "s", ours, floor);
        BenchLine.atMost(1, "verify-heap-of-1-gib", "MiB", peak, GIBIBYTE);
    }

    /** Schools with four lines each, that reserve and release again and again over all four. */
    private long fill() throws SQLException {
        int schools = (int) Math.max(1, LEGS / (2L * LINES * PURCHASES));
        try (Connection connection = TestDatabase.shared().superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = market");
            statement.execute(PURCHASES_OF_A_SCHOOL);
            for (int i = 0; i < schools; i++) {
                BudgetFixture school =
                        BudgetFixture.schoolWith(Money.ofYuan("1000000"), book, BudgetFixture::plainly, database);
                for (int line = 1; line < LINES; line++) {
                    var id = Ids.next();
                    school.insertLine(id, 2026, "3020" + line).block();
                    book.appropriate(Ids.next(), id, Money.ofYuan("1000000"), school.accountant())
                            .block();
                }
                statement.execute("set session_replication_role = replica");
                statement.execute("select purchases_of_a_school('%s', %d)".formatted(school.school(), PURCHASES));
                statement.execute("set session_replication_role = origin");
            }
            statement.execute("drop function purchases_of_a_school");
            statement.execute("set session_replication_role = replica");
            statement.execute("truncate line_balance");
            statement.execute("insert into line_balance select * from line_balance_by_accounts");
            statement.execute("set session_replication_role = origin");
            statement.execute("vacuum analyze");
        }
        return 2L * LINES * PURCHASES * schools;
    }

    /** Reads every journal with its legs once and hashes it, in the order of the chains. */
    private static long followTheChains() throws SQLException, NoSuchAlgorithmException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        long legs = 0;
        try (Connection connection = TestDatabase.shared().superuser()) {
            connection.setAutoCommit(false);
            try (Statement settings = connection.createStatement()) {
                settings.execute("set search_path = market");
                settings.execute("set local work_mem = '64MB'");
                settings.execute("set local jit = off");
            }
            try (PreparedStatement statement = connection.prepareStatement("""
                    select j.id, j.previous_hash, j.hash, concat_ws(E'\\x1f', j.organization_id, j.seq, j.id, j.kind,
                             j.posting_year, j.posting_period, j.document_type, j.document_id,
                             coalesce(j.actor_id::text, '-'), j.actor_name, coalesce(j.corrects::text, '-'),
                             to_char(j.posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
                             encode(j.content_hash, 'hex')) as head, leg_text(l) as leg
                      from journal j join leg l on l.journal_id = j.id order by j.organization_id, j.seq, l.seq
                    """)) {
                statement.setFetchSize(10_000);
                try (ResultSet rows = statement.executeQuery()) {
                    String journal = "";
                    byte[] stored = {};
                    while (rows.next()) {
                        legs++;
                        String next = rows.getString(1);
                        if (next.equals(journal)) {
                            sha256.update((byte) 0x1e);
                        } else {
                            assertThat(journal.isEmpty() || Arrays.equals(stored, sha256.digest()))
                                    .isTrue();
                            journal = next;
                            stored = rows.getBytes(3);
                            sha256.update(rows.getBytes(2));
                            sha256.update((rows.getString(4) + "\u001f").getBytes(StandardCharsets.UTF_8));
                        }
                        sha256.update(rows.getString(5).getBytes(StandardCharsets.UTF_8));
                    }
                    assertThat(stored).isEqualTo(sha256.digest());
                }
            }
        }
        return legs;
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static double peakInMebibytes() {
        return heap().stream()
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(MemoryUsage::getUsed)
                        .sum()
                / 1024.0
                / 1024.0;
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    /** What post_journals would write for so many reservations and releases over all lines of a school, written at once. */
    private static final String PURCHASES_OF_A_SCHOOL = """
            create function purchases_of_a_school(school uuid, purchases int) returns void language plpgsql as $$
            declare
              chain journal_chain;
              available account[];
              held account[];
              new_accounts account[] := '{}';
              new_journals journal[] := '{}';
              new_legs leg[] := '{}';
              j journal;
              l leg;
              legs text;
              document uuid;
              now_is constant timestamptz := clock_timestamp();
            begin
              select * into chain from journal_chain where organization_id = school;
              select array_agg(a order by a.id) into available from account a join budget_line b on b.id = a.budget_line_id
               where b.organization_id = school and a.code = 'B200';
              for p in 1 .. purchases loop
                document := gen_random_uuid();
                held := '{}';
                for step in 1 .. 2 loop
                  j := null;
                  j.id := gen_random_uuid(); j.organization_id := school; j.seq := chain.seq + 1;
                  j.kind := case step when 1 then 'requisition-reserved' else 'requisition-released' end;
                  j.posting_year := 2026; j.posting_period := 11; j.document_type := 'requisition';
                  j.document_id := document; j.actor_name := '测试员'; j.posted_at := now_is;
                  j.content_hash := sha256(j.id::text::bytea); j.previous_hash := chain.head;
                  legs := null;
                  for i in 1 .. cardinality(available) loop
                    if step = 1 then
                      held[i] := available[i];
                      held[i].id := nextval('account_id_seq'); held[i].code := 'B210'; held[i].document_id := document;
                      held[i].key := account_key('B210', 'line-document', null, null, held[i].budget_line_id, document, null);
                      held[i].version := 0; held[i].debits_posted := 0; held[i].credits_posted := 0;
                    end if;
                    l := null;
                    l.journal_id := j.id; l.seq := i; l.amount_in_fen := 100 * i; l.effect := 'posted';
                    available[i].version := available[i].version + 1;
                    held[i].version := held[i].version + 1;
                    if step = 1 then
                      available[i].debits_posted := available[i].debits_posted + l.amount_in_fen;
                      held[i].credits_posted := held[i].credits_posted + l.amount_in_fen;
                      l.debit_account := available[i].id; l.debit_version := available[i].version;
                      l.credit_account := held[i].id; l.credit_version := held[i].version;
                      l.debit_balance_after := available[i].credits_posted - available[i].debits_posted;
                      l.credit_balance_after := held[i].credits_posted - held[i].debits_posted;
                    else
                      available[i].credits_posted := available[i].credits_posted + l.amount_in_fen;
                      held[i].debits_posted := held[i].debits_posted + l.amount_in_fen;
                      l.debit_account := held[i].id; l.debit_version := held[i].version;
                      l.credit_account := available[i].id; l.credit_version := available[i].version;
                      l.debit_balance_after := held[i].credits_posted - held[i].debits_posted;
                      l.credit_balance_after := available[i].credits_posted - available[i].debits_posted;
                    end if;
                    legs := concat_ws(E'\\x1e', legs, leg_text(l));
                    new_legs := new_legs || l;
                  end loop;
                  j.hash := journal_hash(j, legs);
                  chain.seq := j.seq;
                  chain.head := j.hash;
                  new_journals := new_journals || j;
                end loop;
                new_accounts := new_accounts || held;
              end loop;
              insert into account overriding system value select * from unnest(new_accounts);
              insert into account_seal select a.id, account_identity(a.id, a.key) from unnest(new_accounts) a;
              insert into journal select * from unnest(new_journals);
              insert into leg select * from unnest(new_legs);
              update account a set version = x.version, debits_posted = x.debits_posted, credits_posted = x.credits_posted
                from unnest(available) x where x.id = a.id;
              update journal_chain set seq = chain.seq, head = chain.head where organization_id = school;
            end $$
            """;
}
