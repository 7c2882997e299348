package org.ziyuan.storefront.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.search.SearchRequest;
import org.ziyuan.catalog.search.Sort;
import org.ziyuan.marketplace.refusal.Refusal;

class SearchLinksTests {

    @Test
    void anAddressIsReadBackAsItWasWritten() {
        SearchRequest request = read("q", "数学 & 英语", "grade", "三年级", "grade", "四年级", "sort", "price", "page", "2");

        assertThat(SearchLinks.to(request))
                .isEqualTo("/search?q=%E6%95%B0%E5%AD%A6+%26+%E8%8B%B1%E8%AF%AD"
                        + "&grade=%E4%B8%89%E5%B9%B4%E7%BA%A7&grade=%E5%9B%9B%E5%B9%B4%E7%BA%A7&sort=price&page=2");
    }

    @Test
    void choosingAValueTwiceLeavesNothingChosenAndBeginsAtTheFirstPage() {
        SearchRequest request = read("subject", "a", "page", "3");

        assertThat(SearchLinks.toggled(request, Dimension.SUBJECT, "b")).isEqualTo("/search?subject=a&subject=b");
        assertThat(SearchLinks.toggled(request, Dimension.SUBJECT, "a")).isEqualTo("/search");
    }

    @Test
    void whatNobodyOfferedIsTheFirstPageInTheOrderOfRelevance() {
        SearchRequest request = read("sort", "x", "page", "-1", "subject", " ");

        assertThat(request.sort()).isEqualTo(Sort.RELEVANCE);
        assertThat(request.page()).isEqualTo(1);
        assertThat(request.chosen()).isEmpty();
    }

    @Test
    void aPageBeyondTheLastIsRefused() {
        assertThatThrownBy(() -> read("page", "9999")).isInstanceOf(Refusal.class);
    }

    private static SearchRequest read(String... namesAndValues) {
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return SearchLinks.read(parameters);
    }
}
