package org.ziyuan.marketplace.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestCounty;

@MarketplaceTest
class AuditSearchTests {

    @Autowired
    DatabaseClient database;

    @Autowired
    Papers papers;

    /** "2026" is in every number of the year: the entries of two hundred purchases of them were shown as if they were all. */
    @Test
    void aNumberThatMeansMoreThanIsLookedAtIsRefusedAndNotAnsweredInPart() {
        Actor official = new TestCounty(database, 1).official();

        assertThatThrownBy(() -> found(PurchasesByNumber.MOST + 1, official))
                .hasMessageContaining("audit-number-means-many");
        assertThat(found(PurchasesByNumber.MOST, official)).isEmpty();
    }

    private List<AuditLine> found(int purchases, Actor actor) {
        PurchasesByNumber many = () -> """
                select md5(n::text)::uuid as id, md5(n::text)::uuid as purchase from generate_series(1, %d) n
                 where 'SG-2026' ilike :number
                """.formatted(purchases);
        return new AuditSearch(database, new AuditEntriesSql(papers, List.of(many)))
                .list(actor, " ２０２６ ", null, Sought.everything(Cursor.START, 10))
                .blockOptional()
                .orElseThrow()
                .items();
    }
}
