package org.ziyuan.marketplace.people;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.form.ShownDocument;

/** What is read of a person before something is decided about him. */
@Configuration(proxyBeanMethods = false)
class ShownPerson {

    @Bean
    static ShownDocument shownPerson(PeopleInSight people, DatabaseClient database) {
        return ShownDocument.of(
                "person",
                id -> database.sql("select from person where id = :id for no key update")
                        .bind("id", id)
                        .then(),
                (id, actor) -> people.find(id, actor)
                        .map(file -> ShownDocument.facts(
                                "state",
                                file.person().status(),
                                "name",
                                file.person().displayName(),
                                "roles",
                                file.roles().stream()
                                        .map(held ->
                                                held.organizationName() + " " + held.role() + (held.over() ? " ×" : ""))
                                        .toList())));
    }
}
