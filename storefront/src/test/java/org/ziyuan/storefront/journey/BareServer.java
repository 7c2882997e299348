package org.ziyuan.storefront.journey;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.r2dbc.spi.Readable;
import io.r2dbc.spi.RowMetadata;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.thymeleaf.spring6.SpringWebFluxTemplateEngine;
import org.thymeleaf.spring6.view.reactive.ThymeleafReactiveViewResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.ziyuan.marketplace.digest.Sha256;
import org.ziyuan.marketplace.test.TestDatabase;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;

/** The floor of {@link RequestBench}: WebFlux, R2DBC and Thymeleaf alone. {@code BareServer <port> <r2dbc address>}. */
final class BareServer {

    private static final MediaType SVG = MediaType.parseMediaType("image/svg+xml");
    private static final String LISTING =
            "select o.*, v.name as vendor from offer o join listing l on l.id = o.listing_id"
                    + " join organization v on v.id = l.vendor_id where l.id = :id";
    private static final String REQUISITION =
            "select r.*, (select json_agg(l) from requisition_line l where l.requisition_id = r.id)::text as lines,"
                    + " (select json_agg(e) from requisition_event e where e.requisition_id = r.id)::text as events"
                    + " from requisition r where r.id = :id";
    private static final String HOME = "select * from requisition where organization_id = :id and state <> 'DRAFT'"
            + " order by created_at desc limit 20";

    private final DatabaseClient database;
    private final BareWrite write;
    private final byte[] mark;

    private BareServer(DatabaseClient database) throws IOException {
        this.database = database;
        this.write = new BareWrite(database);
        this.mark = new ClassPathResource("static/img/mark.svg").getContentAsByteArray();
    }

    public static void main(String[] arguments) throws IOException {
        BareServer server = new BareServer(DatabaseClient.create(TestDatabase.pool(arguments[1], 16)));
        HttpServer.create()
                .host("127.0.0.1")
                .port(Integer.parseInt(arguments[0]))
                .handle(new ReactorHttpHandlerAdapter(server.handler()))
                .bindNow()
                .onDispose()
                .block();
    }

    private HttpHandler handler() {
        return RouterFunctions.toHttpHandler(
                route().GET(
                                "/img/mark.svg",
                                request -> ServerResponse.ok().contentType(SVG).bodyValue(mark))
                        .GET("/read/{id}", this::read)
                        .POST(
                                "/write",
                                request -> session(request)
                                        .flatMap(who -> request.bodyToMono(Map.class)
                                                .flatMap(body -> write.draft(request, who, body))
                                                .flatMap(draft -> ServerResponse.status(201)
                                                        .bodyValue(draft))))
                        .GET("/page/{kind}/{rows}", this::page)
                        .build(),
                HandlerStrategies.builder().viewResolver(views()).build());
    }

    private Mono<ServerResponse> read(ServerRequest request) {
        return session(request)
                .flatMap(who -> one(REQUISITION, UUID.fromString(request.pathVariable("id"))))
                .flatMap(row -> ServerResponse.ok().bodyValue(row));
    }

    private Mono<ServerResponse> page(ServerRequest request) {
        Mono<Map<String, Object>> asked = switch (request.pathVariable("kind")) {
            case "listing" -> one(LISTING, id(request));
            case "requisition" -> session(request).flatMap(who -> one(REQUISITION, id(request)));
            case "home" -> session(request).flatMap(who -> one(HOME, who.organization()));
            default -> Mono.just(Map.of());
        };
        int rows = Integer.parseInt(request.pathVariable("rows"));
        return asked.defaultIfEmpty(Map.of())
                .flatMap(row -> ServerResponse.ok()
                        .contentType(MediaType.TEXT_HTML)
                        .render("page", Map.of("title", "资源超市 " + row.size(), "rows", rows(rows))));
    }

    private static UUID id(ServerRequest request) {
        return UUID.fromString(request.queryParam("id").orElseThrow());
    }

    private static List<Row> rows(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(row -> new Row("PO-2026-" + (100_000 + row), "三年级数学 " + row, "￥" + row + ".00"))
                .toList();
    }

    private Mono<Who> session(ServerRequest request) {
        String id = Objects.requireNonNull(request.cookies().getFirst("sid")).getValue();
        return database.sql("select s.person_id, s.acting_organization_id, p.display_name from web_session s"
                        + " join person p on p.id = s.person_id where s.id_hash = :hash and s.expires_at > now()")
                .bind("hash", Sha256.of(id))
                .map(row -> new Who(
                        Objects.requireNonNull(row.get(0, UUID.class)),
                        Objects.requireNonNull(row.get(1, UUID.class)),
                        Objects.requireNonNull(row.get(2, String.class))))
                .one();
    }

    private Mono<Map<String, Object>> one(String sql, UUID id) {
        return database.sql(sql)
                .bind("id", id)
                .map((row, metadata) -> columns(row, metadata))
                .all()
                .last(Map.of());
    }

    private static Map<String, Object> columns(Readable row, RowMetadata metadata) {
        Map<String, Object> columns = new HashMap<>();
        metadata.getColumnMetadatas()
                .forEach(column -> columns.put(column.getName(), String.valueOf(row.get(column.getName()))));
        return columns;
    }

    private static ThymeleafReactiveViewResolver views() {
        ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver();
        templates.setPrefix("bench/");
        templates.setSuffix(".html");
        templates.setCharacterEncoding("UTF-8");
        SpringWebFluxTemplateEngine engine = new SpringWebFluxTemplateEngine();
        engine.setTemplateResolver(templates);
        GenericApplicationContext context = new GenericApplicationContext();
        context.refresh();
        ThymeleafReactiveViewResolver views = new ThymeleafReactiveViewResolver();
        views.setApplicationContext(context);
        views.setTemplateEngine(engine);
        return views;
    }

    record Who(UUID person, UUID organization, String name) {}

    record Row(String number, String name, String amount) {}
}
