package org.ziyuan.storefront.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.storefront.layout.Navigation.Link;

class NavigationTests {

    @Test
    void showsAStrangerOnlyWhatAnybodyMaySee() {
        assertThat(hrefs(Visitor.nobody())).containsExactly("/", "/search");
    }

    @Test
    void showsNobodyTheWorkOfAnotherRole() {
        assertThat(hrefs(holding(Role.TEACHER))).contains("/library", "/inbox").doesNotContain("/invoices", "/vendor");
        assertThat(hrefs(holding(Role.PUPIL))).contains("/library").doesNotContain("/requisitions", "/orders");
        assertThat(hrefs(holding(Role.OPERATOR))).contains("/review").doesNotContain("/orders", "/vendor");
        assertThat(hrefs(holding(Role.VENDOR_MANAGER))).contains("/vendor").doesNotContain("/requisitions", "/audit");
        assertThat(hrefs(holding(Role.PRINCIPAL))).contains("/inbox", "/requisitions", "/spending");
    }

    @Test
    void marksTheNearestPlaceAndOnlyThat() {
        Visitor vendor = holding(Role.VENDOR_MANAGER);

        assertThat(current(vendor, "/vendor/orders/0190")).containsExactly("/vendor/orders");
        assertThat(current(vendor, "/vendor/catalogue")).containsExactly("/vendor/catalogue");
        assertThat(current(vendor, "/vendor")).containsExactly("/vendor");
        assertThat(current(vendor, "/")).containsExactly("/");
        assertThat(current(vendor, "/vendored")).isEmpty();
    }

    @Test
    void knowsOnlyRolesThatExist() {
        Visitor everyRole = new Visitor("王敏", "示例小学", Set.of());
        Set<String> roles =
                Set.copyOf(Arrays.stream(Role.values()).map(Enum::name).toList());

        assertThat(everyRole.signedIn()).isTrue();
        assertThat(hrefs(new Visitor("王敏", "示例小学", roles))).hasSize(38);
    }

    private static Visitor holding(Role role) {
        return new Visitor("王敏", "示例小学", Set.of(role.name()));
    }

    private static List<String> hrefs(Visitor visitor) {
        return links(visitor, "/none").stream().map(Link::href).toList();
    }

    private static List<String> current(Visitor visitor, String path) {
        return links(visitor, path).stream()
                .filter(Link::current)
                .map(Link::href)
                .toList();
    }

    private static List<Link> links(Visitor visitor, String path) {
        return Navigation.of(visitor, path).stream()
                .flatMap(group -> group.links().stream())
                .toList();
    }
}
