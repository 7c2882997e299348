package org.ziyuan.storefront.appliance.parts;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.ziyuan.storefront.appliance.database.AwaitedDatabase;
import org.ziyuan.storefront.appliance.database.DatabaseProperties;
import org.ziyuan.storefront.appliance.database.PostgresServer;
import org.ziyuan.storefront.appliance.search.SearchServer;
import org.ziyuan.storefront.appliance.start.DataFolder;
import org.ziyuan.storefront.appliance.start.Progress;
import org.ziyuan.storefront.appliance.start.StartRefused;

/** Whatever of PostgreSQL and OpenSearch was not configured, started here and stopped after everything that uses it. */
public final class EmbeddedParts {

    /** Where listeners that start parts stand: after configuration files were read (10), before logging is set up (20). */
    public static final int BETWEEN_CONFIGURATION_AND_LOGGING = Ordered.HIGHEST_PRECEDENCE + 15;

    public static final String SEARCH_URL = "ziyuan.opensearch.url";

    private static final Duration WHILE_ONE_SERVES = Duration.ofSeconds(10);

    /** Longer than a predecessor may take to stop: its phases, PostgreSQL and search one after the other. */
    private static final Duration WHILE_ONE_STARTS_OR_STOPS = Duration.ofSeconds(90);

    private final ConfigurableEnvironment environment;
    private final DataFolder folder;
    private final Deque<Runnable> stops = new ArrayDeque<>();
    private @Nullable SearchServer search;
    private String database = "外部 PostgreSQL";

    private EmbeddedParts(ConfigurableEnvironment environment) {
        this.environment = environment;
        this.folder = DataFolder.of(environment);
        folder.create();
    }

    /** For serving: starts what is missing and adds its address to the configuration; search warms up meanwhile. */
    public static EmbeddedParts start(ConfigurableEnvironment environment, Class<?> application) {
        EmbeddedParts parts = new EmbeddedParts(environment);
        boolean ownDatabase = !DatabaseProperties.isConfigured(environment);
        boolean ownSearch = !environment.containsProperty(SEARCH_URL);
        if (ownDatabase || ownSearch) {
            Progress.say("数据目录 %s", parts.folder.root());
            parts.lock(ServingFile.read(parts.folder).isPresent() ? WHILE_ONE_SERVES : WHILE_ONE_STARTS_OR_STOPS);
        }
        if (ownSearch) {
            parts.startSearch(application);
        }
        if (ownDatabase) {
            parts.startDatabase();
        } else {
            parts.useConfiguredDatabase();
            AwaitedDatabase.answers(environment);
        }
        return parts;
    }

    /**
     * For looking at the data: uses the database that another process of ours runs, or starts it for the purpose. Where
     * there is no data yet, none is made.
     */
    public static EmbeddedParts inspect(ConfigurableEnvironment environment) {
        EmbeddedParts parts = new EmbeddedParts(environment);
        if (DatabaseProperties.isConfigured(environment)) {
            parts.useConfiguredDatabase();
            return parts;
        }
        if (!PostgresServer.wasMadeIn(parts.folder)) {
            return parts;
        }
        if (FolderLock.isFree(parts.folder)) {
            parts.lock(Duration.ofSeconds(1));
            parts.startDatabase();
            return parts;
        }
        int port = PostgresServer.portOfRunning(parts.folder)
                .orElseThrow(() -> new StartRefused("另一个进程正在启动或停止，数据库暂不可用；请稍后再试。"));
        parts.database("PostgreSQL 17（由正在运行的进程提供，127.0.0.1:" + port + "）", port);
        return parts;
    }

    public String database() {
        return database;
    }

    /** Waits for the search node, where it is ours. */
    public String search() {
        if (search == null) {
            String configured = environment.getProperty(SEARCH_URL, "");
            return configured.isBlank() ? "未启用（浏览由 PostgreSQL 提供）" : "OpenSearch（" + configured + "）";
        }
        return search.becomesReady() ? "OpenSearch 2.19（内置，127.0.0.1:" + search.port() + "）" : "OpenSearch 未就绪（不影响采购）";
    }

    /** The last started stops first. */
    public void stop() {
        while (!stops.isEmpty()) {
            stops.pop().run();
        }
    }

    private void lock(Duration patience) {
        FolderLock lock = FolderLock.take(folder, Duration.ZERO)
                .or(() -> {
                    Progress.say("数据目录正被另一个进程使用，等它停止（最多 %d 秒）", patience.toSeconds());
                    return FolderLock.take(folder, patience);
                })
                .orElseThrow(
                        () -> new StartRefused("另一个进程正在使用数据目录 " + folder.root() + "；请先停止它，或用 ZIYUAN_DATA_DIR 指定别的目录。"));
        stops.push(lock::release);
    }

    private void startSearch(Class<?> application) {
        SearchServer started = SearchServer.start(folder, application);
        stops.push(started::stop);
        add("embedded-search", Map.of(SEARCH_URL, started.url()));
        search = started;
    }

    private void startDatabase() {
        PostgresServer postgres = PostgresServer.start(folder);
        stops.push(postgres::stop);
        postgres.prepareRoles();
        Progress.say("PostgreSQL 17 已就绪（127.0.0.1:%d）", postgres.port());
        database("PostgreSQL 17（内置，127.0.0.1:" + postgres.port() + "）", postgres.port());
    }

    private void database(String description, int port) {
        database = description;
        add("embedded-database", DatabaseProperties.embedded(port, folder));
        if (!environment.containsProperty(KeyFile.PROPERTY)) {
            add("key", KeyFile.besideEmbeddedDatabase(folder));
        }
    }

    private void useConfiguredDatabase() {
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("external-database", DatabaseProperties.external(environment)));
        if (!environment.containsProperty(KeyFile.PROPERTY)) {
            add("key", KeyFile.fromPassword(environment));
        }
    }

    private void add(String name, Map<String, Object> properties) {
        environment.getPropertySources().addFirst(new MapPropertySource(name, properties));
    }
}
