package org.ziyuan.marketplace.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;

@MarketplaceTest
class GrantInvariantsTests {

    @Autowired
    DatabaseClient database;

    @Autowired
    AdmitPerson admit;

    @Autowired
    List<Invariant> invariants;

    @Test
    void verifyFindsAGrantWhoseGranterHadNoRightAndDutiesThatExclude() throws SQLException {
        Actor principal = new TestPeople(database).atNewSchool(Role.PRINCIPAL);
        var accountant = Objects.requireNonNull(admit.admit(
                        Ids.next(),
                        new AdmitPerson.Wish(
                                "v" + Ids.next().toString().replace("-", ""),
                                "王会计",
                                Role.ACCOUNTANT,
                                principal.organizationId(),
                                null),
                        principal)
                .block());
        String one = " where person_id = '" + accountant + "'";
        assertThat(found("grants-have-their-granter", principal)).isZero();
        assertThat(found("duties-exclude", principal)).isZero();

        tamper("update role_assignment set granted_as = 'COUNTY_BUREAU'" + one);
        assertThat(found("grants-have-their-granter", principal)).isOne();
        tamper("update role_assignment set granted_as = 'PRINCIPAL', role = 'PRINCIPAL'" + one);
        assertThat(found("grants-have-their-granter", principal)).isOne();
        tamper("update role_assignment set role = 'ACCOUNTANT', granted_at = now() - interval '1 year'" + one);
        assertThat(found("grants-have-their-granter", principal)).isOne();
        tamper("update role_assignment set granted_at = now()" + one);
        assertThat(found("grants-have-their-granter", principal)).isZero();

        tamper("update role_assignment set person_id = '" + principal.person() + "'" + one);
        assertThat(found("duties-exclude", principal)).isOne();
        tamper("update role_assignment set valid_until = valid_from where role = 'ACCOUNTANT' and person_id = '"
                + principal.person() + "'");
        assertThat(found("duties-exclude", principal)).isZero();
    }

    /** Only what concerns this school: other tests share the database. */
    private long found(String code, Actor principal) {
        List<String> grants = database.sql(
                        "select 'role_assignment ' || id from role_assignment where organization_id = :own")
                .bind("own", principal.organizationId())
                .mapValue(String.class)
                .all()
                .collectList()
                .block();
        return invariants.stream()
                .filter(invariant -> invariant.code().equals(code))
                .flatMap(invariant -> invariant.check().toStream())
                .filter(violation -> Objects.requireNonNull(grants).contains(violation.row()))
                .count();
    }

    private static void tamper(String sql) throws SQLException {
        try (Connection connection = TestDatabase.shared().superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = market; set session_replication_role = replica");
            assertThat(statement.executeUpdate(sql)).isOne();
        }
    }
}
