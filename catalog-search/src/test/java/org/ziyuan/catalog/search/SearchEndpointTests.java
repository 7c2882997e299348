package org.ziyuan.catalog.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.ziyuan.catalog.shelf.Book;
import org.ziyuan.catalog.shelf.CatalogTest;
import org.ziyuan.catalog.shelf.Waiting;

@CatalogTest
class SearchEndpointTests {

    @Autowired
    WebTestClient client;

    @Autowired
    Search search;

    @BeforeEach
    void everythingIsIndexed() {
        Waiting.forTheIndexToHold(search, Book.all().size());
    }

    @Test
    void anybodyMaySearch() {
        client.get()
                .uri("/api/v1/search?q={q}&grade={grade}&size=3", "sannianji shuxue", "三年级")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.degraded")
                .isEqualTo(false)
                .jsonPath("$.found.length()")
                .isEqualTo(3)
                .jsonPath("$.found[0].title[0].text")
                .isEqualTo("数学三年级")
                .jsonPath("$.found[0].title[0].hit")
                .isEqualTo(true)
                .jsonPath("$.understood.facets.subject[0]")
                .isEqualTo("数学")
                .jsonPath("$.choices.grade[?(@.value == '三年级')].chosen")
                .isEqualTo(true);
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        client.get().uri("/api/v1/search?sort=price2").exchange().expectStatus().is4xxClientError();
        client.get().uri("/api/v1/search?page=0").exchange().expectStatus().is4xxClientError();
        client.get().uri("/api/v1/search?size=100000").exchange().expectStatus().is4xxClientError();
        client.get().uri("/api/v1/search?page=many").exchange().expectStatus().is4xxClientError();
    }

    @Test
    void anybodyIsOfferedWordsAndTitles() {
        client.get()
                .uri("/api/v1/suggest?q={q}", "daode")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(body -> assertThat(body).startsWith("[\"道德与法治\",\"道德与法治"));
    }
}
