package org.ziyuan.marketplace.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ziyuan.marketplace.ordering.Purchase.now;
import static org.ziyuan.marketplace.ordering.Purchase.run;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.ziyuan.marketplace.audit.Finding;
import org.ziyuan.marketplace.audit.Verification;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.YearEnd;
import org.ziyuan.marketplace.licensing.Seats;
import org.ziyuan.marketplace.licensing.Town;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.ordering.AcceptDelivery;
import org.ziyuan.marketplace.ordering.AnswerPurchaseOrder;
import org.ziyuan.marketplace.ordering.Purchase;
import org.ziyuan.marketplace.payment.record.PaymentOutcome;
import org.ziyuan.marketplace.payment.treasury.ConfirmTreasuryTransfer;
import org.ziyuan.marketplace.test.MarketplaceOnly;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Flux;

/**
 * Whoever owns the database and switches its triggers and constraints off is found all the same: whichever column of a
 * row he changes, whichever row he takes away, whichever row he puts in.
 */
@SpringBootTest(classes = MarketplaceOnly.class, properties = "ziyuan.roles=api")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EveryChangeIsFoundTests {

    private static final TestDatabase OWN = TestDatabase.another();

    @Autowired
    Verification verification;

    @DynamicPropertySource
    static void ownDatabase(DynamicPropertyRegistry registry) {
        OWN.properties().forEach((key, value) -> registry.add(key, () -> value));
    }

    @BeforeAll
    static void aPaidPurchaseTwoSeatsAndAClosedYear(@Autowired ApplicationContext context) throws SQLException {
        Purchase purchase = new Purchase(context);
        purchase.confirm();
        run(context.getBean(AcceptDelivery.class).reject(purchase.order, "两节课打不开", purchase.teacher));
        run(context.getBean(AnswerPurchaseOrder.class).redeliver(purchase.order, "已重新上传", purchase.vendor));
        purchase.invoice();
        Payment payment = now(context.getBean(InstructPayment.class)
                .instruct(purchase.order, PaymentChannel.TREASURY, Ids.next(), purchase.accountant));
        run(context.getBean(ReachGateway.class).open(payment.id()));
        run(context.getBean(ConfirmTreasuryTransfer.class)
                .confirm(payment.id(), "GK-" + payment.providerNumber(), purchase.accountant));
        aRefundBookedAndAnotherOneOpen(context, purchase, payment);
        Town town = new Town(context);
        UUID licence = town.licence(town.school, 3);
        Actor returning = town.teacher();
        Seats seats = context.getBean(Seats.class);
        run(seats.claim(licence, returning));
        run(seats.claim(licence, town.teacher()));
        run(seats.giveBack(licence, returning));
        run(context.getBean(YearEnd.class).close(Set.of(town.school), 2024, purchase.accountant));
        switchOffConstraints();
    }

    private static void aRefundBookedAndAnotherOneOpen(ApplicationContext context, Purchase purchase, Payment payment) {
        for (String refunded : List.of("30", "50")) {
            run(context.getBean(MoneyTransactions.class)
                    .execute(context.getBean(PaymentOutcome.class)
                            .write(
                                    payment.id(),
                                    "notified",
                                    ProviderWord.of(Lowering.toTotal(Money.ofYuan(refunded), "refunded")),
                                    Actor.system("bank", payment.buyerId()))));
        }
        PaymentDifference first = now(context.getBean(PaymentDifferences.class)
                .ofOrder(purchase.order, purchase.accountant)
                .next());
        run(context.getBean(DecideDifference.class).book(first.id(), purchase.accountant));
    }

    @Test
    void whatNobodyTouchedHolds() {
        assertThat(broken()).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    journal              | kind = 'delivery-accepted' | id
                    journal              | kind = 'payment-settled'   | id
                    leg                  | effect = 'posted'          | seq
                    leg                  | effect = 'pending'         | seq
                    leg                  | effect = 'post'            | seq
                    account              | code = 'B240'              | id
                    account              | code = 'B100'              | id
                    journal_chain        | true                       | organization_id
                    closed_year          | true                       | organization_id
                    posting_rule         | kind = 'payment-settled'   | kind
                    audit_entry          | true                       | seq
                    audit_chain          | true                       | organization_id
                    seat                 | state = 'ASSIGNED'         | id
                    seat                 | state = 'RETURNED'         | id
                    seat_event           | true                       | seq
                    seat_pool            | true                       | licence_id
                    licence              | true                       | id
                    purchase_order       | state = 'PAID'             | id
                    purchase_order_line  | true                       | id
                    purchase_order_event | true                       | seq
                    acceptance           | true                       | id
                    rejected_delivery    | true                       | id
                    mended_delivery      | true                       | rejection_id
                    invoice              | true                       | id
                    payment              | true                       | id
                    payment_attempt      | true                       | id
                    payment_difference   | state = 'OPEN'             | id
                    payment_difference   | state = 'BOOKED'           | id
                    treasury_transfer    | true                       | payment_id
                    account_seal         | true                       | account_id
                    row_seal             | table_name = 'payment'     | seq
                    """)
    void isFoundWhateverIsChanged(String table, String which, String key) throws SQLException {
        List<String> unnoticed = new ArrayList<>();

        try (Connection connection = OWN.superuser();
                Statement sql = connection.createStatement()) {
            sql.execute("set search_path = market; set session_replication_role = replica");
            sql.execute("create temporary table kept as select * from %s where %s order by ctid desc limit 1"
                    .formatted(table, which));
            String place = one(sql, "select max(ctid) from %s where %s".formatted(table, which));
            for (String column : columns(sql, table)) {
                place = one(
                        sql,
                        "update %s set %s = %s where ctid = '%s' returning ctid"
                                .formatted(table, column, another(sql, table, column), place));
                note(unnoticed, "column " + column);
                place = putBack(sql, table, place);
            }
            assertThat(sql.executeUpdate("delete from %s where ctid = '%s'".formatted(table, place)))
                    .isOne();
            note(unnoticed, "row taken away");
            sql.execute("create temporary table copied as select * from kept");
            sql.execute("update copied set %s = %s".formatted(key, another(sql, table, key)));
            sql.execute("insert into %s overriding system value select * from kept".formatted(table));
            String copy = one(
                    sql, "insert into %s overriding system value select * from copied returning ctid".formatted(table));
            note(unnoticed, "row put in");
            sql.execute("delete from %s where ctid = '%s'".formatted(table, copy));
        }

        assertThat(unnoticed).isEmpty();
        assertThat(broken()).isEmpty();
    }

    /** Its own seals would not miss it; what others keep of it does. Last, because rows come back in another order. */
    @ParameterizedTest
    @Order(Integer.MAX_VALUE)
    @ValueSource(
            strings = {
                "account_class",
                "purchase_order",
                "purchase_order_line",
                "purchase_order_event",
                "acceptance",
                "invoice",
                "payment",
                "payment_attempt where outcome = 'settled'",
                "payment_difference",
                "treasury_transfer",
                "licence"
            })
    void aRowTakenAwayTogetherWithItsSealsIsMissed(String rowsOf) throws SQLException {
        String table = rowsOf.replaceFirst(" .*", "");
        List<String> unnoticed = new ArrayList<>();
        try (Connection connection = OWN.superuser();
                Statement sql = connection.createStatement()) {
            sql.execute("set search_path = market; set session_replication_role = replica");
            int rows = Integer.parseInt(one(sql, "select count(*) from " + rowsOf));
            for (int at = 0; at < Math.min(rows, 5); at++) {
                sql.execute("drop table if exists kept, kept_seals");
                sql.execute(
                        "create temporary table kept as select * from (select * from %s) t order by t::text offset %d limit 1"
                                .formatted(rowsOf, at));
                sql.execute("""
                        create temporary table kept_seals as select s.* from row_seal s, sealed_table t, kept k
                         where t.table_name = '%1$s' and s.table_name = t.table_name
                           and s.row_key = sealed_key(to_jsonb(k), t.key_columns)
                        """.formatted(table));
                sql.execute("delete from %s t using kept k where t::text = k::text".formatted(table));
                sql.execute(
                        "delete from row_seal s using kept_seals k where (s.table_name, s.row_key) = (k.table_name, k.row_key)");
                note(unnoticed, one(sql, "select k::text from kept k"));
                sql.execute("insert into %s overriding system value select * from kept".formatted(table));
                sql.execute("insert into row_seal select * from kept_seals");
            }
        }

        assertThat(unnoticed).isEmpty();
        assertThat(broken()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    contracts-hold-their-value   | update purchase_order set total_in_fen = total_in_fen + 1 | update purchase_order set total_in_fen = total_in_fen - 1
                    acceptances-have-their-papers | update acceptance set amount_in_fen = amount_in_fen + 1 | update acceptance set amount_in_fen = amount_in_fen - 1
                    payment-backs-spending       | update payment set amount_in_fen = amount_in_fen + 1 | update payment set amount_in_fen = amount_in_fen - 1
                    payment-differences-stand    | update payment set attention = null | update payment set attention = 'refunded'
                    payment-differences-stand    | update payment_difference set amount_in_fen = amount_in_fen + 1 where state = 'OPEN' | update payment_difference set amount_in_fen = amount_in_fen - 1 where state = 'OPEN'
                    payment-differences-stand    | update payment_difference set amount_in_fen = amount_in_fen + 1 where state = 'BOOKED' | update payment_difference set amount_in_fen = amount_in_fen - 1 where state = 'BOOKED'
                    payment-differences-stand    | update payment_difference set before_settlement = true | update payment_difference set before_settlement = false
                    payment-differences-stand    | update payment_attempt set detail = replace(detail, 'REFUND 2', 'REFUND 9') | update payment_attempt set detail = replace(detail, 'REFUND 9', 'REFUND 2')
                    payment-references-are-unique | insert into payment select (jsonb_populate_record(p, '{"id": "00000000-0000-4000-8000-000000000001"}')).* from payment p | delete from payment where id = '00000000-0000-4000-8000-000000000001'
                    accounts-are-named           | update account set fiscal_year = fiscal_year + 1 where code = 'B240' | update account set fiscal_year = fiscal_year - 1 where code = 'B240'
                    closed-years-are-marked      | update account set closed = true where code = 'B240' | update account set closed = false where code = 'B240'
                    frameworks-are-not-exceeded  | insert into account (key, code, ledger, party, limited, credits_posted) values ('B271:x', 'B271', 2, 'x', true, 5) | delete from account where key = 'B271:x'
                    refusals-stay                | insert into journal_refusal select id, content_hash, kind, document_type, document_id, '{"code": "x"}' from journal limit 1 | delete from journal_refusal
                    evidence-is-guarded          | alter table journal disable trigger journal_is_evidence | alter table journal enable trigger journal_is_evidence
                    order-prices-were-approved   | update purchase_order_line set unit_price_in_fen = unit_price_in_fen + 1 | update purchase_order_line set unit_price_in_fen = unit_price_in_fen - 1
                    order-prices-were-approved   | update offer_price_log set unit_price_in_fen = unit_price_in_fen + 1 | update offer_price_log set unit_price_in_fen = unit_price_in_fen - 1
                    order-lines-have-their-version | update purchase_order_line set listing_version = listing_version + 7 | update purchase_order_line set listing_version = listing_version - 7
                    rows-are-sealed              | update listing_version set title = concat(title, '。') | update listing_version set title = left(title, -1)
                    rows-are-sealed              | update offer_price_log set changed_at = changed_at + interval '1 day' | update offer_price_log set changed_at = changed_at - interval '1 day'
                    vendors-were-at-work         | update organization_fact set standing = 'SUSPENDED' where organization_id in (select vendor_id from purchase_order) | update organization_fact set standing = 'ACTIVE' where organization_id in (select vendor_id from purchase_order)
                    rows-are-sealed              | update posting_rule set event = 99 where kind = 'order-closed' | update posting_rule set event = 25 where kind = 'order-closed'
                    """)
    void theInvariantThatIsContradictedSaysSo(String code, String change, String back) throws SQLException {
        try (Connection connection = OWN.superuser();
                Statement sql = connection.createStatement()) {
            sql.execute("set search_path = market; set session_replication_role = replica");
            sql.execute(change);
            List<String> found = broken();
            sql.execute(back);

            assertThat(found).anySatisfy(finding -> assertThat(finding).contains("code=" + code));
        }
    }

    private void note(List<String> unnoticed, String change) {
        Boolean noticed = now(verification.atOneMoment(contradicted().hasElements()));
        if (!noticed) {
            unnoticed.add(change);
        }
    }

    private List<String> broken() {
        return now(
                verification.atOneMoment(contradicted().map(Finding::toString).collectList()));
    }

    /** One after the other: whoever wants to know whether there is any stops at the first. */
    private Flux<Finding> contradicted() {
        return verification.findings(List.of(), code -> {}).filter(finding -> !finding.holds());
    }

    /** Check, unique and foreign keys go; the primary keys stay, so that a row is still a row. */
    private static void switchOffConstraints() throws SQLException {
        try (Connection connection = OWN.superuser();
                Statement sql = connection.createStatement()) {
            sql.execute("""
                    alter table market.account alter column id set generated by default;
                    do $$
                    declare
                      c record;
                    begin
                      for c in select conrelid::regclass as t, conname from pg_constraint
                                where connamespace = 'market'::regnamespace and contype in ('c', 'u', 'f') loop
                        execute format('alter table %s drop constraint if exists %I cascade', c.t, c.conname);
                      end loop;
                      for c in select indexrelid::regclass as i from pg_index
                                where indisunique and not indisprimary and indrelid in (
                                  select oid from pg_class where relnamespace = 'market'::regnamespace) loop
                        execute format('drop index %s', c.i);
                      end loop;
                    end $$
                    """);
        }
    }

    private static List<String> columns(Statement sql, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet rows = sql.executeQuery("""
                select attname from pg_attribute
                 where attrelid = 'market.%s'::regclass and attnum > 0 and not attisdropped order by attnum
                """.formatted(table))) {
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        return columns;
    }

    private static String another(Statement sql, String table, String column) throws SQLException {
        String type = one(
                sql,
                "select format_type(atttypid, null) from pg_attribute where attrelid = 'market.%s'::regclass and attname = '%s'"
                        .formatted(table, column));
        return switch (type) {
            case "uuid" -> "gen_random_uuid()";
            case "uuid[]" -> "%s || gen_random_uuid()".formatted(column);
            case "bytea" -> "sha256('another')";
            case "jsonb" -> "'{\"another\": 1}'";
            case "boolean" -> "not coalesce(%s, false)".formatted(column);
            case "date" -> "coalesce(%s, current_date) + 1".formatted(column);
            case "timestamp with time zone" -> "coalesce(%s, now()) + interval '1 hour'".formatted(column);
            case "text" -> "coalesce(%s, '') || 'x'".formatted(column);
            case "bigint" -> "coalesce(%s, 0) + 1000003".formatted(column);
            case "integer", "smallint" -> "coalesce(%s, 0) + 1".formatted(column);
            default -> throw new AssertionError("no other value is known for type " + type);
        };
    }

    private static String putBack(Statement sql, String table, String altered) throws SQLException {
        assertThat(sql.executeUpdate("delete from %s where ctid = '%s'".formatted(table, altered)))
                .isOne();
        return one(sql, "insert into %s overriding system value select * from kept returning ctid".formatted(table));
    }

    private static String one(Statement sql, String question) throws SQLException {
        try (ResultSet row = sql.executeQuery(question)) {
            assertThat(row.next()).as(question).isTrue();
            return row.getString(1);
        }
    }
}
