package org.ziyuan.marketplace.roster;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.ziyuan.marketplace.form.ShownDocument;

/** What is read of a roster before it is moved up or a change of it is undone. */
@Configuration(proxyBeanMethods = false)
class ShownRoster {

    @Bean
    static ShownDocument shownRosterOfASchool(RosterChanges changes, StandingRoster standing) {
        return ShownDocument.of(
                "roster",
                standing::lock,
                (id, actor) -> changes.roster(id, actor)
                        .map(roster -> ShownDocument.facts("year", roster.schoolYear(), "version", roster.version())));
    }
}
