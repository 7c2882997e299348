package org.ziyuan.storefront.cover;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.listing.opening.Openings;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.TestDatabase;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class CoversTests {

    private static final String LISTING = "01930000-0000-7000-8000-000000000001";

    private final TestDatabase database = TestDatabase.another();
    private final Covers covers = new Covers(new Listings(database.client()), new Openings(database.client()));

    @Test
    void drawsAPublishedListingForEveryCache() throws SQLException {
        publish();

        ResponseEntity<String> answer =
                Objects.requireNonNull(covers.cover(LISTING).block());

        assertThat(answer.getBody()).contains("数学", "三年级 · 上册", "人教版");
        assertThat(answer.getHeaders().getETag()).isNotNull();
        assertThat(answer.getHeaders().getFirst(HttpHeaders.CACHE_CONTROL)).isEqualTo("max-age=3600, public");
    }

    @Test
    void answersNotFoundForWhatNoListingHasAndForWhatIsNoId() {
        refuses(covers.cover("01930000-0000-7000-8000-00000000ffff"));
        refuses(covers.cover("1' or '1'='1"));
    }

    private static void refuses(Mono<?> answer) {
        StepVerifier.create(answer)
                .expectErrorMatches(error ->
                        error instanceof Refusal refusal && refusal.code().equals("listing-not-found"))
                .verify();
    }

    private void publish() throws SQLException {
        try (Connection connection = database.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    set search_path = market;
                    insert into organization (id, kind, code, name, path)
                      values ('01930000-0000-7000-8000-0000000000aa', 'vendor', 'v-cover', '南岭数字出版社', 'v-cover');
                    insert into listing (id, vendor_id, kind, state, current_version)
                      values ('%1$s', '01930000-0000-7000-8000-0000000000aa', 'textbook', 'PUBLISHED', 1);
                    insert into listing_version (listing_id, version, title, stage, subject, edition, grade, volume)
                      values ('%1$s', 1, '数学 三年级上册', '小学', '数学', '人教版', '三年级', '上册');
                    """.formatted(LISTING));
        }
    }
}
