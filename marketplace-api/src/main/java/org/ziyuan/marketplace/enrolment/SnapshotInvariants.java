package org.ziyuan.marketplace.enrolment;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.identifier.WrittenIdentifiers;

/** What must be true of counts of pupils. */
@Configuration(proxyBeanMethods = false)
class SnapshotInvariants {

    /** Two digits are written in one way only; a school that has another code of a site is looked at whole. */
    @Bean
    WrittenIdentifiers siteCodes() {
        return () -> """
                select 'site_enrolment ' || e.snapshot_id || '/' || e.school_id, e.snapshot_id || '/' || e.school_id,
                       e.site_code
                  from site_enrolment e
                  join (select distinct snapshot_id, school_id from site_enrolment
                         where site_code !~ '^[0-9]{2}$') odd using (snapshot_id, school_id)
                """;
    }

    /** A frozen count still says what it said when it was frozen. */
    @Bean
    Invariant frozenSnapshotsStay(DatabaseClient database) {
        return Invariant.contradictedBy(database, "frozen-snapshots-stay", """
                select 'enrolment_snapshot ' || s.id as row_name, 'was altered after it was frozen' as why
                  from enrolment_snapshot s
                 where s.state = 'FROZEN' and s.content_hash is distinct from enrolment_snapshot_hash(s.id)
                 order by s.frozen_at, s.id
                """);
    }

    /** The headcount that prices refer to is that of the count frozen last. */
    @Bean
    Invariant headcountsFollowSnapshots(DatabaseClient database) {
        return Invariant.contradictedBy(database, "headcounts-follow-snapshots", """
                with counted as (
                  select h.id, h.level, h.school_id, h.enrolment_snapshot_id, h.pupils, h.boarders,
                         h.special_education_pupils as special
                    from headcount h where h.enrolment_snapshot_id is not null),
                summed as (
                  select e.snapshot_id, e.school_id, e.level, sum(e.pupils) as pupils, sum(e.boarders) as boarders,
                         sum(e.visual + e.hearing + e.speech + e.physical + e.intellectual + e.psychiatric + e.multiple)
                           as special
                    from site_enrolment e
                   where e.snapshot_id in (select enrolment_snapshot_id from counted)
                   group by e.snapshot_id, e.school_id, e.level)
                select 'headcount ' || c.id as row_name,
                       'counts ' || concat_ws('/', c.pupils, c.boarders, c.special) || ', its snapshot '
                       || concat_ws('/', coalesce(s.pupils, 0), coalesce(s.boarders, 0), coalesce(s.special, 0)) as why
                  from counted c
                  left join summed s on s.snapshot_id = c.enrolment_snapshot_id and s.school_id = c.school_id
                       and s.level = c.level
                 where (c.pupils, c.boarders, c.special) is distinct from (s.pupils, s.boarders, s.special)
                 order by c.id
                """);
    }
}
