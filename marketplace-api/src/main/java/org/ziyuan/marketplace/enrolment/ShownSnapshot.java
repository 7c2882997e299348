package org.ziyuan.marketplace.enrolment;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.form.ShownDocument;

/** What is read of a count of pupils before another file is put in its place, and before it is frozen. */
@Configuration(proxyBeanMethods = false)
class ShownSnapshot {

    @Bean
    static ShownDocument shownSnapshot(EnrolmentSnapshots snapshots, DatabaseClient database) {
        return ShownDocument.of(
                "snapshot",
                id -> database.sql("select from enrolment_snapshot where id = :id for update")
                        .bind("id", id)
                        .then(),
                (id, actor) -> snapshots
                        .find(id, actor)
                        .map(snapshot -> ShownDocument.facts(
                                "state", snapshot.state(),
                                "source", snapshot.source(),
                                "writtenAt", snapshot.writtenAt(),
                                "schools", snapshot.schools(),
                                "pupils", snapshot.pupils())));
    }
}
