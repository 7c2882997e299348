package org.ziyuan.marketplace.web;

import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.ziyuan.marketplace.identity.Role;

/** The routes a module serves and who may call them. What no policy names is denied. */
@FunctionalInterface
public interface RoutePolicies {

    List<RoutePolicy> routes();

    /** Who may call a route. */
    enum Audience {
        ANYONE,
        /** Anybody who is signed in; the feature itself narrows to what the person may see. */
        SIGNED_IN,
        /** Only people with one of the roles, in the organization they act for. */
        ROLES,
        /** A machine that proves itself in the request: a signed notification, a bearer token. No cookie, no CSRF. */
        MACHINE
    }

    /**
     * One route.
     *
     * @param method the method
     * @param pattern the mapping's own path pattern, letter for letter
     */
    record RoutePolicy(HttpMethod method, String pattern, Audience audience, Set<Role> roles) {

        public static RoutePolicy anyone(HttpMethod method, String pattern) {
            return new RoutePolicy(method, pattern, Audience.ANYONE, Set.of());
        }

        public static RoutePolicy signedIn(HttpMethod method, String pattern) {
            return new RoutePolicy(method, pattern, Audience.SIGNED_IN, Set.of());
        }

        public static RoutePolicy roles(HttpMethod method, String pattern, Role... roles) {
            return new RoutePolicy(method, pattern, Audience.ROLES, Set.of(roles));
        }

        public static RoutePolicy machine(HttpMethod method, String pattern) {
            return new RoutePolicy(method, pattern, Audience.MACHINE, Set.of());
        }
    }
}
