package org.ziyuan.marketplace.register;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;

/** What must be true of the tree of organizations. */
@Configuration(proxyBeanMethods = false)
class TreeInvariants {

    /** A path begins with that of the parent, so nothing lies below itself. */
    @Bean
    Invariant pathsFollowParents(DatabaseClient database) {
        return Invariant.contradictedBy(database, "paths-follow-parents", """
                select 'organization ' || o.id as row_name, 'lies at ' || o.path || ', its parent at ' || p.path as why
                  from organization o join organization p on p.id = o.parent_id
                 where not starts_with(o.path, p.path || '.') order by o.path
                """);
    }

    /** The last fact says what is true today. */
    @Bean
    Invariant factsLeadToToday(DatabaseClient database) {
        return Invariant.contradictedBy(database, "facts-lead-to-today", """
                select 'organization ' || o.id as row_name,
                       'is ' || concat_ws('/', o.path, o.name, o.status) || ', its last fact says '
                       || coalesce(concat_ws('/', f.path, f.name, f.status), 'nothing') as why
                  from organization o left join organization_on(beijing_day(now())) f on f.id = o.id
                 where (o.path, o.name, o.status, o.parent_id) is distinct from (f.path, f.name, f.status, f.parent_id)
                 order by o.path
                """);
    }
}
