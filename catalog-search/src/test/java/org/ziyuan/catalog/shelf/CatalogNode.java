package org.ziyuan.catalog.shelf;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.ziyuan.catalog.search.Search;

/** A process of the product's own, as far as searching goes, over a shelf of its own. */
public final class CatalogNode implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private CatalogNode(ConfigurableApplicationContext context) {
        this.context = context;
    }

    public static CatalogNode start(Shelf shelf, String searchUrl, String alias) {
        Map<String, Object> properties = new HashMap<>(shelf.properties(searchUrl, alias));
        properties.put("ziyuan.opensearch.upkeep", "500ms");
        properties.put("ziyuan.opensearch.pause", "100ms");
        properties.put("logging.level.org.ziyuan.catalog", "DEBUG");
        properties.put("server.port", "0");
        properties.put("management.server.port", "0");
        SpringApplication application = new SpringApplication(CatalogTest.Parts.class);
        application.setWebApplicationType(WebApplicationType.REACTIVE);
        application.setLogStartupInfo(false);
        String[] arguments = properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
        return new CatalogNode(application.run(arguments));
    }

    public Search search() {
        return part(Search.class);
    }

    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
