package org.ziyuan.marketplace.allocation;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;

/** Who may allocate, and who may ask why. */
@Configuration(proxyBeanMethods = false)
class AllocationRoutes {

    static final String RUNS = "/api/v1/allocations";
    static final String ONE = RUNS + "/{id}";
    static final String OF_SCHOOL = "/api/v1/schools/{schoolId}/allocations";

    @Bean
    static RoutePolicies allocationPolicies() {
        return () -> List.of(
                RoutePolicy.roles(GET, RUNS, Readers.ofManySchools()),
                RoutePolicy.roles(POST, RUNS, Role.bureaus()),
                RoutePolicy.roles(GET, ONE, Readers.ofManySchools()),
                RoutePolicy.roles(GET, ONE + "/difference", Readers.ofManySchools()),
                RoutePolicy.roles(GET, ONE + "/schools", Readers.ofManySchools()),
                RoutePolicy.roles(GET, ONE + "/schools/{schoolId}", Readers.ofMoney()),
                RoutePolicy.roles(GET, OF_SCHOOL, Readers.ofMoney()),
                RoutePolicy.roles(POST, ONE + "/approve", Role.bureaus()),
                RoutePolicy.roles(POST, ONE + "/cancel", Role.bureaus()),
                RoutePolicy.roles(POST, ONE + "/post", Role.bureaus()),
                RoutePolicy.roles(GET, ONE + "/tranches", Readers.ofManySchools()),
                RoutePolicy.roles(POST, ONE + "/tranches/{seq}/release", Role.bureaus()));
    }
}
