package org.ziyuan.marketplace.identifier;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;

/** What must be true of all identifiers that people write. */
@Configuration(proxyBeanMethods = false)
class IdentifierInvariants {

    /** Organizations stand below and cannot tell it themselves. */
    @Bean
    WrittenIdentifiers codesOfOrganizations() {
        return () -> """
                select 'organization', '', o.code from organization o
                union all
                select 'organization with credit code', '', o.unified_credit_code from organization o
                """;
    }

    /** No two identifiers differ only in what a spreadsheet or a keyboard makes of them. */
    @Bean
    Invariant identifiersAreOne(DatabaseClient database, List<WrittenIdentifiers> features) {
        String written = features.stream().map(WrittenIdentifiers::sql).collect(Collectors.joining("\nunion all\n"));
        return Invariant.contradictedBy(
                database, "identifiers-are-one", "with written (row_name, within, identifier) as (" + written + """
                )
                select w.row_name || ' ' || min(w.identifier) as row_name,
                       'is also written ' || string_agg(distinct w.identifier, ', ' order by w.identifier) as why
                  from written w
                 where w.identifier is not null
                 group by w.row_name, w.within, identifier_key(w.identifier)
                having count(distinct w.identifier) > 1
                 order by 1
                """);
    }
}
