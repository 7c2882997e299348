package org.ziyuan.marketplace.access.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.http.HttpMethod;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.ziyuan.marketplace.transaction.NodeRoles;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;

class RouteTableTests {

    private static final RoutePolicies ROUTES = () -> List.of(
            RoutePolicy.anyone(GET, "/"),
            RoutePolicy.signedIn(GET, "/api/v1/things/{id}"),
            RoutePolicy.signedIn(GET, "/api/v1/things/{id}/process.svg"),
            RoutePolicy.machine(POST, "/notify/provider"));

    @Test
    void aNodeServesPeopleOrProgramsOrBothOrNobody() {
        assertThat(served("web")).containsExactly("/", "/api/v1/things/1/process.svg");
        assertThat(served("api"))
                .containsExactly("/api/v1/things/1", "/api/v1/things/1/process.svg", "/notify/provider");
        assertThat(served("web", "api")).hasSize(4);
        assertThat(served("relay", "index", "workflow")).isEmpty();
    }

    /** The tree leaves out nothing that a pattern matches, whatever its kind, and the most specific pattern wins. */
    @ParameterizedTest
    @CsvSource({
        "/things, /things",
        "/things/7, /things/{id}",
        "/things/new, /things/new",
        "/things/7/parts, /things/{id}/parts",
        "/things/new/parts, /things/{id}/parts",
        "/things/picture.svg, /things/{name}.svg",
        "/img/a/b/c.png, /img/**",
        "/img, /img/**",
        "/papers/x/y, '/papers/{*rest}'",
        "/things/%E4%B9%A6, /things/{id}",
        "/things/7/, ",
        "/other, ",
    })
    void theMostSpecificPatternIsFound(String path, @Nullable String pattern) {
        RoutePolicies routes = () -> Stream.of(
                        "/things",
                        "/things/{id}",
                        "/things/new",
                        "/things/{id}/parts",
                        "/things/{name}.svg",
                        "/img/**",
                        "/papers/{*rest}")
                .map(declared -> RoutePolicy.anyone(GET, declared))
                .toList();

        RoutePolicy found = table(routes, "web")
                .find(MockServerHttpRequest.get("http://market" + path).build());

        assertThat(found == null ? null : found.pattern()).isEqualTo(pattern);
    }

    private static RouteTable table(RoutePolicies routes, String... roles) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("routes", routes);
        return new RouteTable(
                beans.getBeanProvider(RoutePolicies.class),
                new NodeRoles(new MockEnvironment().withProperty("ziyuan.roles", String.join(",", roles))));
    }

    private static List<String> served(String... roles) {
        RouteTable table = table(ROUTES, roles);
        return ROUTES.routes().stream()
                .filter(route -> table.find(request(route.method(), address(route))) != null)
                .map(RouteTableTests::address)
                .toList();
    }

    private static String address(RoutePolicy route) {
        return route.pattern().replace("{id}", "1");
    }

    private static MockServerHttpRequest request(HttpMethod method, String path) {
        return MockServerHttpRequest.method(method, path).build();
    }
}
