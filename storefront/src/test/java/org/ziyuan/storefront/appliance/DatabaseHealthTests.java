package org.ziyuan.storefront.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;
import org.ziyuan.marketplace.test.TestDatabase;

class DatabaseHealthTests {

    @Test
    void saysWhetherTheRoleThatServesCouldRewriteEvidence() {
        assertThat(evidence("market_app")).isEqualTo("应用角色 market_app 无权改写凭证");
        assertThat(evidence("market_owner")).contains("market_owner 有权改写", "请分开角色");
    }

    private static String evidence(String application) {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("spring.flyway.url", TestDatabase.shared().jdbcUrl())
                .withProperty("spring.flyway.user", "market_owner")
                .withProperty("spring.r2dbc.username", application);
        List<DatabaseHealth.Finding> findings = DatabaseHealth.examine(environment);
        assertThat(findings)
                .as("%s", findings)
                .anyMatch(finding -> finding.about().equals("凭证"));
        return findings.get(findings.size() - 1).text();
    }
}
