package org.ziyuan.storefront.layout;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;

/** The way to every page, by role: what a person may not do does not stand in the navigation. */
final class Navigation {

    private static final Set<String> SCHOOL = Set.of("TEACHER", "PURCHASER", "ACCOUNTANT", "PRINCIPAL");
    private static final Set<String> BUREAU = names(Readers.ofManySchools());
    private static final Set<String> DECIDING = names(Role.bureaus());
    private static final Set<String> VENDOR = Set.of("VENDOR_MANAGER");

    private static final List<Place> PLACES = List.of(
            new Place("choose", "home", "/", Set.of()),
            new Place("choose", "search", "/search", Set.of()),
            new Place("choose", "library", "/library", union(SCHOOL, Set.of("CASHIER", "PUPIL", "PARENT"))),
            new Place("choose", "shortlists", "/lists", Set.of("TEACHER", "PURCHASER", "PRINCIPAL")),
            new Place("buy", "requisitions", "/requisitions", SCHOOL),
            new Place(
                    "buy",
                    "inbox",
                    "/inbox",
                    union(union(SCHOOL, VENDOR), union(Set.of("CASHIER", "OPERATOR"), DECIDING))),
            new Place("buy", "orders", "/orders", union(SCHOOL, Set.of("CASHIER"))),
            new Place("money", "invoices", "/invoices", Set.of("PURCHASER", "ACCOUNTANT", "CASHIER")),
            new Place("money", "spending", "/spending", union(Set.of("PURCHASER", "ACCOUNTANT", "PRINCIPAL"), BUREAU)),
            new Place("money", "why", "/why", Set.of("PURCHASER", "ACCOUNTANT", "PRINCIPAL")),
            new Place("money", "budgetChanges", "/budget-changes", union(Set.of("ACCOUNTANT", "PRINCIPAL"), BUREAU)),
            new Place("money", "purposes", "/purposes", union(Set.of("ACCOUNTANT", "PRINCIPAL"), BUREAU)),
            new Place("money", "enrolment", "/enrolment", BUREAU),
            new Place("money", "allocations", "/allocations", BUREAU),
            new Place("money", "yearEnd", "/year-end", union(Set.of("ACCOUNTANT", "PRINCIPAL"), BUREAU)),
            new Place("money", "audit", "/audit", union(Set.of("ACCOUNTANT", "PRINCIPAL"), BUREAU)),
            new Place("run", "people", "/people", names(Readers.ofPeople())),
            new Place("run", "roster", "/roster", names(Readers.ofRosters())),
            new Place("run", "organizations", "/organizations", union(BUREAU, Set.of("OPERATOR"))),
            new Place("run", "editions", "/editions", union(DECIDING, Set.of("OPERATOR"))),
            new Place("run", "review", "/review", Set.of("OPERATOR")),
            new Place("run", "vendors", "/vendors", Set.of("OPERATOR")),
            new Place("run", "tools", "/tools", Set.of("OPERATOR")),
            new Place("run", "vocabulary", "/vocabulary", Set.of("OPERATOR")),
            new Place("run", "identityProviders", "/identity-providers", Set.of("OPERATOR")),
            new Place("run", "notices", "/security-notices", Set.of("OPERATOR")),
            new Place("run", "settings", "/settings", Set.of("OPERATOR")),
            new Place("run", "searchTerms", "/searches", Set.of("OPERATOR")),
            new Place("run", "upkeep", "/upkeep", Set.of("OPERATOR")),
            new Place("sell", "vendor", "/vendor", VENDOR),
            new Place("sell", "vendorListings", "/vendor/listings", VENDOR),
            new Place("sell", "vendorCatalogue", "/vendor/catalogue", VENDOR),
            new Place("sell", "vendorTools", "/vendor/tools", VENDOR),
            new Place("sell", "vendorTokens", "/vendor/tokens", VENDOR),
            new Place("sell", "vendorWebhooks", "/vendor/webhooks", VENDOR),
            new Place("sell", "vendorOrders", "/vendor/orders", VENDOR),
            new Place("sell", "vendorInvoices", "/vendor/invoices", VENDOR),
            new Place("sell", "vendorQualification", "/vendor/qualification", VENDOR));

    private Navigation() {}

    /** The groups of links this visitor sees, the one that leads to the current page marked. */
    static List<Group> of(Visitor visitor, String path) {
        List<Place> allowed = PLACES.stream()
                .filter(place -> place.roles().isEmpty() || visitor.holdsAnyOf(place.roles()))
                .toList();
        String current = nearest(allowed, path);
        return allowed.stream()
                .map(Place::group)
                .distinct()
                .map(group -> new Group(group, links(allowed, group, current)))
                .toList();
    }

    private static List<Link> links(List<Place> allowed, String group, String current) {
        return allowed.stream()
                .filter(place -> place.group().equals(group))
                .map(place -> new Link(place.name(), place.href(), place.href().equals(current)))
                .toList();
    }

    /** The place with the longest address that the path begins with; a page without a place of its own marks none. */
    private static String nearest(List<Place> allowed, String path) {
        return allowed.stream()
                .map(Place::href)
                .filter(href -> path.equals(href) || (!href.equals("/") && path.startsWith(href + "/")))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    private static Set<String> names(Role... roles) {
        return Arrays.stream(roles).map(Role::name).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        var all = new HashSet<>(some);
        all.addAll(others);
        return Set.copyOf(all);
    }

    /** Links under one heading; the heading is the message {@code nav.group.<name>}. */
    public record Group(String name, List<Link> links) {}

    /** One link; its words are the message {@code nav.<name>}, its picture the icon of the same name. */
    public record Link(String name, String href, boolean current) {

        public boolean leadsHome() {
            return name.equals("home");
        }
    }

    private record Place(String group, String name, String href, Set<String> roles) {}
}
