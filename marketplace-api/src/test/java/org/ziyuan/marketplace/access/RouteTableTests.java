package org.ziyuan.marketplace.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
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

    private static List<String> served(String... roles) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("routes", ROUTES);
        RouteTable table = new RouteTable(beans.getBeanProvider(RoutePolicies.class), Set.of(roles));
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
