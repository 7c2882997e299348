package org.ziyuan.marketplace.enrolment;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;

/** Who may count pupils, and who may look at the counts. */
@Configuration(proxyBeanMethods = false)
class EnrolmentRoutes {

    static final String SNAPSHOTS = "/api/v1/enrolment-snapshots";
    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    @Bean
    static RoutePolicies enrolmentPolicies() {
        return () -> List.of(
                RoutePolicy.roles(GET, SNAPSHOTS, Readers.ofManySchools()),
                RoutePolicy.roles(POST, SNAPSHOTS, Role.bureaus()),
                RoutePolicy.roles(GET, SNAPSHOTS + "/{id}", Readers.ofManySchools()),
                RoutePolicy.roles(GET, SNAPSHOTS + "/{id}/rows", Readers.ofManySchools()),
                RoutePolicy.roles(PUT, SNAPSHOTS + "/{id}/rows", Role.bureaus()),
                RoutePolicy.roles(GET, SNAPSHOTS + "/{id}/difference", Readers.ofManySchools()),
                RoutePolicy.roles(POST, SNAPSHOTS + "/{id}/dry-run", Role.bureaus()),
                RoutePolicy.roles(POST, SNAPSHOTS + "/{id}/error-workbook", Role.bureaus()),
                RoutePolicy.roles(POST, SNAPSHOTS + "/{id}/freeze", Role.bureaus()));
    }
}
