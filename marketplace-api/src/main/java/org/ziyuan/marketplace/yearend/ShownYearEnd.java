package org.ziyuan.marketplace.yearend;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.form.ShownDocument;
import reactor.core.publisher.Mono;

/** What is read of the close of a year before it goes on or is taken back. */
@Configuration(proxyBeanMethods = false)
class ShownYearEnd {

    @Bean
    static ShownDocument shownYearEnd(YearEndRuns runs, DatabaseClient database) {
        return ShownDocument.of(
                "yearend",
                id -> database.sql("select from year_end_run where id = :id for update")
                        .bind("id", id)
                        .then(),
                (id, actor) -> runs.find(id, actor)
                        .map(run -> ShownDocument.facts(
                                "state", run.state(),
                                "year", run.fiscalYear(),
                                "stopped", run.stoppedByCode(),
                                "organizations", run.organizationsDone() + " / " + run.organizations())));
    }

    /**
     * What closing one's own books would do. No posting waits for it: the run reckons each line anew when it comes to it;
     * what is compared is what somebody decided on.
     */
    @Bean
    static ShownDocument shownPreview(PreviewYearEnd preview) {
        return ShownDocument.of(
                PreviewYearEnd.SHOWN,
                id -> Mono.empty(),
                (id, actor) -> preview.total(
                                actor.organizationId(),
                                id.getLeastSignificantBits() == 1,
                                Math.toIntExact(id.getMostSignificantBits()),
                                actor)
                        .map(total -> ShownDocument.facts(
                                "released", total.released(),
                                "contracts", total.contracts(),
                                "carried", total.carried(),
                                "lapsed", total.lapsed(),
                                "underWay", total.paymentsUnderWay())));
    }
}
