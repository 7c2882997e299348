package org.ziyuan.marketplace.roster;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;

/** What must be true of rosters. */
@Configuration(proxyBeanMethods = false)
class RosterInvariants {

    /** Every row has the file it came from and, of a file that is not undone, at most one day apart, the same school. */
    @Bean
    Invariant rosterRowsHaveTheirFile(DatabaseClient database) {
        return Invariant.contradictedBy(database, "roster-rows-have-their-file", """
                select 'roster entry ' || e.id as row_name, 'was written by a file of another school' as why
                  from roster_entry e left join roster_file f on f.id = e.file_id and f.school_id = e.school_id
                  left join roster_file l on l.id = e.left_by
                 where f.id is null or (e.left_by is not null and l.school_id is distinct from e.school_id)
                union all
                select 'class ' || c.id, 'is another school''s, or no file made it'
                  from school_class c left join roster_file f on f.id = c.file_id and f.school_id = c.school_id
                 where f.id is null
                union all
                select 'roster entry ' || e.id, 'is in a class of another school'
                  from roster_entry e join school_class c on c.id = e.class_id where c.school_id <> e.school_id
                """);
    }

    /** A file that wrote rows was brought in, read and applied by somebody, with the same bytes. */
    @Bean
    Invariant rosterFilesWereBroughtIn(DatabaseClient database) {
        return Invariant.contradictedBy(database, "roster-files-were-brought-in", """
                select 'roster file ' || f.id as row_name, 'has no applied file of these bytes' as why
                  from roster_file f
                  left join intake i on i.id = f.id and i.file_hash = f.file_hash and i.state = 'APPLIED'
                       and i.organization_id = f.school_id
                 where f.kind = 'FILE' and i.id is null
                """);
    }

    /** Kept rows and faults of a roster file are sealed, and a class that is over is empty. */
    @Bean
    Invariant rosterNamesAreSealed(DatabaseClient database) {
        return Invariant.contradictedBy(database, "roster-names-are-sealed", """
                select 'row ' || r.place || ' of file ' || r.intake_id as row_name, 'stands in the clear' as why
                  from intake_row r join intake i on i.id = r.intake_id
                 where i.kind = 'roster'
                   and (left(r.cells, 1) <> U&'\\0002' or left(r.before, 1) <> U&'\\0002' or left(r.after, 1) <> U&'\\0002')
                union all
                select 'fault ' || f.place || ' of file ' || f.intake_id, 'quotes a cell in the clear'
                  from intake_fault f join intake i on i.id = f.intake_id
                 where i.kind = 'roster' and (select count(*) from jsonb_object_keys(f.values) k where k <> 'sealed') > 0
                union all
                select 'roster entry ' || e.id, 'is in a class that is over'
                  from roster_entry e join school_class c on c.id = e.class_id
                 where e.left_at is null and c.over_at is not null
                """);
    }
}
