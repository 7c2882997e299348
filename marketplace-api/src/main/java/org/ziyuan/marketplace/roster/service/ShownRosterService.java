package org.ziyuan.marketplace.roster.service;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.ziyuan.marketplace.form.ShownDocument;

/** What is read of a service before it is changed. */
@Configuration(proxyBeanMethods = false)
class ShownRosterService {

    @Bean
    static ShownDocument shownServiceOfRosters(RosterServices services) {
        return ShownDocument.of(
                "roster-service",
                services::lock,
                (id, actor) -> services.own(id, actor)
                        .map(service -> ShownDocument.facts(
                                "baseUrl", service.baseUrl(),
                                "tokenUrl", service.tokenUrl(),
                                "clientId", service.clientId(),
                                "version", service.version())));
    }
}
