package org.ziyuan.marketplace.vendor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.ziyuan.marketplace.form.ShownDocument;

/** What the operator reads of applicants and vendors before he decides. */
@Configuration(proxyBeanMethods = false)
class ShownVendors {

    @Bean
    static ShownDocument shownApplication(VendorApplications applications) {
        return ShownDocument.of(
                "vendor-application",
                id -> applications.find(id, true),
                (id, actor) -> applications
                        .find(id, false)
                        .map(asked -> ShownDocument.facts("state", asked.state().name(), "name", asked.name())));
    }

    @Bean
    static ShownDocument shownVendor(MoveVendor vendors, Qualifications qualifications) {
        return ShownDocument.of(
                "vendor",
                vendors::lock,
                (id, actor) -> qualifications
                        .of(id, actor)
                        .map(found -> ShownDocument.facts(
                                "state", found.head().status().name(),
                                "evidence",
                                        found.items().stream()
                                                .map(ShownVendors::line)
                                                .toList())));
    }

    private static String line(Qualification.Item item) {
        return item.name() + " " + item.evidenceId() + " " + item.state();
    }
}
