package org.ziyuan.marketplace.register;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.ziyuan.marketplace.form.ShownDocument;
import org.ziyuan.marketplace.organization.Organizations;

/** What is read of an organization before somebody acts upon it, and of a planned act before it is taken back. */
@Configuration(proxyBeanMethods = false)
class ShownAct {

    @Bean
    static ShownDocument shownOrganizationAct(OrganizationActs acts) {
        return ShownDocument.of(
                "organization-act",
                acts::lock,
                (id, actor) -> acts.find(id, actor).map(act -> ShownDocument.facts("state", act.state())));
    }

    /** Acts take the lock of the tree first, and so does the look at what was shown. */
    @Bean
    static ShownDocument shownOrganization(Organizations organizations, TreeRows rows) {
        return ShownDocument.of(
                "organization",
                id -> rows.lockTree(),
                (id, actor) -> organizations
                        .find(id, actor)
                        .map(found -> ShownDocument.facts(
                                "name", found.name(),
                                "path", found.path(),
                                "status", found.status(),
                                "version", found.version())));
    }
}
