package org.ziyuan.marketplace.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ziyuan.marketplace.test.TestPeople.signedIn;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestCounty;
import org.ziyuan.marketplace.test.TestDatabase;

/** Every column that holds a code or a number is known here, with what keeps two writings of one from being two. */
@MarketplaceTest
class IdentifierColumnsTests {

    /** People and spreadsheets write these. */
    private static final Map<String, String> WRITTEN = Map.of(
            "organization.code", "unique as meant",
            "organization.unified_credit_code", "looked at by verify",
            "organization.school_code", "unique, and of fixed length, so that a lost zero is refused",
            "identity_provider.code", "a word of an address that the operator makes up, in small letters and unique",
            "site_enrolment.site_code", "written down in one form",
            "treasury_transfer.receipt_number", "unique as meant",
            "listing.external_code", "looked at by verify; written by the demo alone",
            "invoice.code", "with the number, compared as digits alone",
            "invoice.number", "of fixed length, so that a lost zero is refused",
            "invoice.seller_credit_code", "compared with the seller's, which it must equal");

    /** We make or copy these, or a provider does whose letters mean what they are. */
    private static final Set<String> NOT_WRITTEN = Set.of(
            "intake_fault.code",
            "organization_act.refusal_code",
            "organization_fact.code",
            "organization_fact.unified_credit_code",
            "organization_fact.school_code",
            "payment.provider_reference",
            "payment.intent_reference",
            "payment_difference.reference",
            "purchase_order.number",
            "treasury_transfer.number",
            "requisition.number",
            "vocabulary_word.code");

    @Autowired
    DatabaseClient database;

    @Autowired
    ApplicationContext context;

    @Autowired
    List<Invariant> invariants;

    /** A column whose words come from a table of ours is no identifier of its own: it has a foreign key or a fixed list. */
    @Test
    void everyColumnThatHoldsACodeIsKnown() {
        List<String> found =
                database.sql("""
                        select c.table_name || '.' || c.column_name as place
                          from information_schema.columns c
                          join information_schema.tables t using (table_schema, table_name)
                         where c.table_schema = 'market' and t.table_type = 'BASE TABLE' and c.data_type = 'text'
                           and c.column_name ~ '(^|_)(code|number|reference)$'
                           and c.column_name !~ '^(fund|region|province|debit|credit|stopped_by)_code$'
                           and c.table_name not in ('region', 'fund', 'account_class', 'account', 'functional_class',
                             'economic_class', 'purpose_rule', 'budget_classification', 'allocation_term', 'line_balance', 'line_month')
                        """).mapValue(String.class).all().collectList().block();

        Set<String> known = new TreeSet<>(WRITTEN.keySet());
        known.addAll(NOT_WRITTEN);
        assertThat(known).containsAll(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01",
                "1",
                "001",
                "1.0",
                "０１",
                " 01 ",
                "0\u00A01",
                "\u200B01",
                "01\uFEFF",
                "s1",
                "S1",
                "ｓ１",
                "A-1",
                "00",
                "0"
            })
    void theDatabaseAndTheProgramMeanTheSame(String written) {
        String key = database.sql("select identifier_key(:written)")
                .bind("written", written)
                .mapValue(String.class)
                .one()
                .block();

        assertThat(Identifier.of(written).key()).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "001", "0", "a1"})
    void aSiteIsWrittenDownInOneForm(String site) {
        TestCounty county = new TestCounty(database, 1);
        UUID draft = draft(county);

        assertThat(refused("""
                        insert into site_enrolment (snapshot_id, school_id, site_code, level, pupils, boarders)
                        values ('%s', '%s', '%s', 'primary', 1, 0)
                        """.formatted(draft, county.school(1), site))).isTrue();
    }

    @Test
    void noTwoOrganizationsHaveCodesThatAreWrittenDifferentlyOnly() {
        TestCounty county = new TestCounty(database, 1);

        assertThat(refused("update organization set code = ' ' || upper(code) where id = '%s'"
                        .formatted(county.school(1))))
                .isFalse();
        assertThat(refused("""
                        insert into organization (id, kind, tier, code, name, path)
                        values (gen_random_uuid(), 'school', 'school', '%s', '又一所', '%s.again')
                        """.formatted(county.code(1), county.code(1)))).isTrue();
    }

    /** As it was before the check was there: a count that holds one site under two names. */
    @Test
    void verifyFindsASiteThatIsCountedTwice() throws SQLException {
        TestCounty county = new TestCounty(database, 1);
        UUID draft = draft(county);
        String row = "insert into site_enrolment (snapshot_id, school_id, site_code, level, pupils, boarders) values ('"
                + draft + "', '" + county.school(1) + "', '%s', '%s', 40, 0);";
        assertThat(found(draft)).isEmpty();
        try {
            asTheOwner("alter table site_enrolment drop constraint site_code_is_as_meant;"
                    + row.formatted("01", "primary") + row.formatted("1", "junior")
                    + "update enrolment_snapshot set row_count = 2 where id = '" + draft + "'");

            assertThat(found(draft)).singleElement().asString().contains("01, 1");
            signedIn(context, county.official())
                    .post()
                    .uri("/api/v1/enrolment-snapshots/" + draft + "/freeze")
                    .exchange()
                    .expectStatus()
                    .isEqualTo(409)
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("enrolment-sites-unclear");
        } finally {
            asTheOwner("delete from site_enrolment where snapshot_id = '" + draft
                    + "'; alter table site_enrolment add constraint site_code_is_as_meant check (site_code !~ '[a-z]'"
                    + " and site_code !~ '^[0-9]$' and site_code !~ '^0[0-9]{2,}$') not valid;");
        }
    }

    private List<String> found(UUID draft) {
        return invariants.stream()
                .filter(invariant -> invariant.code().equals("identifiers-are-one"))
                .flatMap(invariant -> invariant.check().map(Object::toString).toStream())
                .filter(violation -> violation.contains(draft.toString()))
                .toList();
    }

    private static void asTheOwner(String sql) throws SQLException {
        try (Connection connection = TestDatabase.shared().superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = market; " + sql);
        }
    }

    private UUID draft(TestCounty county) {
        UUID id = UUID.randomUUID();
        run("""
                insert into enrolment_snapshot (id, fiscal_year, census_date, bureau_id, bureau_path, created_by_name)
                select '%s', 2026, '2025-09-01', parent.id, parent.path, 'test'
                  from organization parent join organization school on school.path = parent.path || '.' || school.code
                 where school.id = '%s'
                """.formatted(id, county.school(1)));
        return id;
    }

    private boolean refused(String sql) {
        try {
            run(sql);
            return false;
        } catch (DataAccessException refused) {
            return true;
        }
    }

    private void run(String sql) {
        database.sql(sql).then().block();
    }
}
