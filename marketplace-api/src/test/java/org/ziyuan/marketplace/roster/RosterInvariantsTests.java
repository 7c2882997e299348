package org.ziyuan.marketplace.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.intake.kept.ApplyIntake;
import org.ziyuan.marketplace.intake.kept.BringIn;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestCounty;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;

/** Each sentence of verify about rosters is seen to be contradicted, by rows that no act can write. */
@MarketplaceTest
class RosterInvariantsTests {

    @Autowired
    DatabaseClient database;

    @Autowired
    BringIn bringIn;

    @Autowired
    ApplyIntake apply;

    @Autowired
    List<Invariant> invariants;

    private Actor registrar;
    private UUID file;
    private UUID elsewhere;
    private String number;

    @BeforeEach
    void twoSchoolsWithARoster() {
        TestCounty county = new TestCounty(database, 2);
        registrar = county.at(1, Role.REGISTRAR);
        number = "G" + Ids.next().toString().replace("-", "").substring(12).toUpperCase(Locale.ROOT);
        elsewhere = brought(
                county.at(2, Role.REGISTRAR), "G" + Ids.next().toString().substring(24));
        file = brought(registrar, number);
    }

    @Test
    void aRowWithoutItsFileIsFound() throws SQLException {
        String one = " where school_id = '" + registrar.organizationId() + "'";
        assertThat(found("roster-rows-have-their-file")).isEmpty();

        tamper("update roster_entry set file_id = '" + elsewhere + "'" + one);
        assertThat(found("roster-rows-have-their-file")).hasSize(1).allMatch(row -> row.contains("another school"));
        tamper("update roster_entry set file_id = '" + file + "'" + one);
        tamper("update school_class set file_id = '" + Ids.next() + "'" + one);
        assertThat(found("roster-rows-have-their-file")).hasSize(1).allMatch(row -> row.contains("no file made it"));
        tamper("update school_class set file_id = '" + file + "'" + one);
        assertThat(found("roster-rows-have-their-file")).isEmpty();
    }

    @Test
    void aFileThatNobodyBroughtInIsFound() throws SQLException {
        String one = " where id = '" + file + "'";
        assertThat(found("roster-files-were-brought-in")).isEmpty();

        tamper("update roster_file set file_hash = '\\x00'" + one);
        assertThat(found("roster-files-were-brought-in")).hasSize(1);
        tamper("update roster_file f set file_hash = i.file_hash from intake i where i.id = f.id and f.id = '" + file
                + "'");
        assertThat(found("roster-files-were-brought-in")).isEmpty();
    }

    @Test
    void whatStandsInTheClearIsFound() throws SQLException {
        String one = " where intake_id = '" + file + "'";
        assertThat(found("roster-names-are-sealed")).isEmpty();
        tamper("create table sealed_before as select cells from intake_row" + one);
        try {
            tamper("update intake_row set cells = '张小明'" + one);
            assertThat(found("roster-names-are-sealed")).hasSize(1);
            tamper("update intake_row set cells = (select cells from sealed_before)" + one);
        } finally {
            tamper("drop table sealed_before");
        }
        assertThat(found("roster-names-are-sealed")).isEmpty();
    }

    @Test
    void aPupilsNumberAnywhereElseIsFound() throws SQLException {
        assertThat(found("roster-numbers-are-nowhere-else")).isEmpty();
        String own = " where id = '" + registrar.organizationId() + "'";

        tamper("update organization set name = name || '" + number + "'" + own);
        assertThat(found("roster-numbers-are-nowhere-else"))
                .anyMatch(row -> row.contains("organization"))
                .noneMatch(row -> row.contains(number));
        tamper("update organization set name = replace(name, '" + number + "', '')" + own);
        assertThat(found("roster-numbers-are-nowhere-else")).isEmpty();

        tamper("update roster_entry set sealed_with = sealed_with || '" + number + "' where school_id = '"
                + registrar.organizationId() + "'");
        assertThat(found("roster-numbers-are-nowhere-else")).anyMatch(row -> row.contains("roster_entry"));
        tamper("update roster_entry set sealed_with = replace(sealed_with, '" + number + "', '')");
    }

    private UUID brought(Actor by, String pupil) {
        String list = "姓名,学籍号,班级\n张小明," + pupil + ",三年级1班\n";
        UUID id = Ids.next();
        Objects.requireNonNull(bringIn.bringIn(
                        id,
                        "roster",
                        "名册.csv",
                        Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(list.getBytes(StandardCharsets.UTF_8))),
                        by)
                .block());
        Objects.requireNonNull(apply.apply(id, by).block());
        return id;
    }

    private List<String> found(String code) {
        return invariants.stream()
                .filter(invariant -> invariant.code().equals(code))
                .flatMap(invariant -> invariant.check().toStream())
                .map(violation -> violation.row() + " " + violation.explanation())
                .toList();
    }

    /** As somebody does who has the database alone. */
    private static void tamper(String sql) throws SQLException {
        try (Connection connection = TestDatabase.shared().superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = market; set session_replication_role = replica");
            statement.execute(sql);
        }
    }
}
