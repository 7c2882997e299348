package org.ziyuan.marketplace.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.test.StepVerifier;

@MarketplaceTest
class TestDatabaseTests {

    @Autowired
    DatabaseClient database;

    @Test
    void theApplicationsRoleWorksInSchemaMarketUnderTimeouts() {
        var settings = database.sql("""
                select current_user || ' ' || current_schema() || ' ' || current_setting('lock_timeout')
                    || ' ' || current_setting('idle_in_transaction_session_timeout')
                """).mapValue(String.class).one();

        StepVerifier.create(settings).expectNext("market_app market 2s 10s").verifyComplete();
    }

    @Test
    void theApplicationsRoleMayNotCreateTables() {
        var creation = database.sql("create table market.forbidden (id int)").then();

        StepVerifier.create(creation)
                .expectErrorSatisfies(refusal -> assertThat(refusal).hasMessageContaining("permission denied"))
                .verify();
    }

    @Test
    void anotherDatabaseIsMigratedToo() {
        var version = TestDatabase.another()
                .client()
                .sql("select count(*) from pg_namespace where nspname in ('market', 'audit', 'bpm')")
                .mapValue(Long.class)
                .one();

        StepVerifier.create(version).expectNext(3L).verifyComplete();
    }
}
