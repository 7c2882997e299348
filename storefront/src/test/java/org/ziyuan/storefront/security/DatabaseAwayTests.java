package org.ziyuan.storefront.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ziyuan.storefront.security.WholeMarket.LINE;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.WebSession;
import org.springframework.web.server.session.WebSessionStore;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.test.TestPeople;

/** The database is gone, before a request or in the middle of it: each is told when to come back, none gets a 500. */
@WholeMarket
@ActiveProfiles("demo")
class DatabaseAwayTests {

    @Autowired
    ApplicationContext context;

    @Autowired
    DatabaseClient database;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    @Autowired
    WebSessionStore sessions;

    @Value("${ziyuan.session.secure:true}")
    boolean secure;

    WebTestClient web;
    String cookie;

    @BeforeEach
    void somebodySignedIn() {
        Actor purchaser = new TestPeople(database).atNewSchool(Role.PURCHASER, Role.TEACHER);
        web = WebTestClient.bindToApplicationContext(context)
                .configureClient()
                .baseUrl("http://127.0.0.1")
                .build();
        WebSession session = Objects.requireNonNull(sessions.createWebSession().block());
        session.getAttributes().put("person", purchaser.person().toString());
        session.getAttributes().put("organization", purchaser.organizationId().toString());
        session.start();
        session.save().block();
        cookie = session.getId();
        assertThat(get("/account").getStatus().value()).isEqualTo(200);
    }

    @AfterEach
    void comeBack() {
        LINE.carry();
        run("select 1");
    }

    @Test
    void everyPageAndEveryListSaysWhenToComeBackAndNoneAnswersAFaultOfOurs() {
        LINE.refuse();
        Map<String, String> wrong = new TreeMap<>();
        int unavailable = 0;

        for (String path : gets()) {
            EntityExchangeResult<byte[]> answer = get(path);
            int status = answer.getStatus().value();
            String body = text(answer);
            boolean told = answer.getResponseHeaders().containsHeader(HttpHeaders.RETRY_AFTER)
                    && (body.contains("数据库暂时无法使用") || body.contains("请稍后再试"))
                    && !body.contains("??");
            if (status == 503 ? !told : status >= 500) {
                wrong.put(path, status + " " + body.substring(0, Math.min(200, body.length())));
            }
            unavailable += status == 503 ? 1 : 0;
        }

        assertThat(wrong).isEmpty();
        assertThat(unavailable).isGreaterThan(60);
        assertThat(get("/css/pages.css").getStatus().value()).isLessThan(500);
        LINE.carry();
        assertThat(get("/account").getStatus().value()).isEqualTo(200);
    }

    @Test
    void aDatabaseThatGoesAwayAfterTheSessionWasReadLeavesNoAnswerOfAnotherKind() {
        run("update web_session set last_seen_at = now() - interval '2 minutes'");
        LINE.cut();
        LINE.refuseFrom(" order by path");

        EntityExchangeResult<byte[]> answer = get("/account");

        assertThat(answer.getStatus().value()).isEqualTo(503);
        assertThat(answer.getResponseHeaders().getFirst(HttpHeaders.RETRY_AFTER))
                .isNotNull();
        assertThat(text(answer)).contains("<html", "数据库暂时无法使用", "请稍后再试");
    }

    @Test
    void aSessionThatCannotBeWrittenWithARedirectIsToldAsWell() {
        run("""
            insert into identity_provider (id, code, name, protocol, issuer, enabled, name_claim, organization_claim, role_claim)
            values (gen_random_uuid(), 'away', '省身份平台', 'CAS', 'http://127.0.0.1:1/away', true, 'name', 'org', 'role')
            on conflict do nothing
            """);
        LINE.cut();
        LINE.refuseFrom("set person_id =");

        EntityExchangeResult<byte[]> answer = get("/account/identities/with/away");

        LINE.carry();
        run("delete from identity_provider where code = 'away'");
        assertThat(answer.getStatus().value()).isEqualTo(503);
        assertThat(answer.getResponseHeaders().getFirst(HttpHeaders.RETRY_AFTER))
                .isNotNull();
        assertThat(text(answer)).contains("<html", "数据库暂时无法使用", "请稍后再试");
    }

    /** Every address that is read, as somebody's browser or program would. */
    private Set<String> gets() {
        return mapping.getHandlerMethods().keySet().stream()
                .filter(DatabaseAwayTests::isRead)
                .flatMap(info -> info.getPatternsCondition().getPatterns().stream())
                .map(pattern -> pattern.getPatternString()
                        .replaceAll("\\{[^}]*}", UUID.randomUUID().toString()))
                .filter(path -> !path.contains("*"))
                .collect(Collectors.toSet());
    }

    private static boolean isRead(RequestMappingInfo info) {
        Set<?> methods = info.getMethodsCondition().getMethods();
        return methods.isEmpty() || methods.toString().contains(HttpMethod.GET.name());
    }

    private EntityExchangeResult<byte[]> get(String path) {
        boolean page = !path.startsWith("/api/");
        return web.get()
                .uri(path)
                .accept(page ? MediaType.TEXT_HTML : MediaType.APPLICATION_JSON)
                .cookie(secure ? "__Host-sid" : "sid", cookie)
                .exchange()
                .expectBody()
                .returnResult();
    }

    private static String text(EntityExchangeResult<byte[]> answer) {
        return new String(
                Objects.requireNonNullElse(answer.getResponseBody(), new byte[0]),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    private void run(String sql) {
        database.sql(sql).then().block();
    }
}
