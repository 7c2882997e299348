package org.ziyuan.catalog.shelf;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.ziyuan.catalog.CatalogSearch;
import org.ziyuan.marketplace.MarketplaceApi;

/** A test of searching: the core and catalog-search over a shelf of 1,200 titles that nobody changes. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = CatalogTest.Parts.class,
        properties = {"ziyuan.opensearch.upkeep=1s", "ziyuan.opensearch.pause=200ms"})
@AutoConfigureWebTestClient
@ContextConfiguration(initializers = Shelf.Initializer.class)
public @interface CatalogTest {

    /** Not a component itself, so that no scan of another test finds it. */
    @EnableAutoConfiguration
    @Import({MarketplaceApi.class, CatalogSearch.class})
    class Parts {}
}
