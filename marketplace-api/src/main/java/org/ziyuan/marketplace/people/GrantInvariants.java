package org.ziyuan.marketplace.people;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;

/** Checks that roles were rightly given and exclude no other. */
@Configuration(proxyBeanMethods = false)
class GrantInvariants {

    /** The places are those of the day of the grant, so that a county which moves to another city changes no evidence. */
    @Bean
    Invariant everyGrantHasItsGranter(DatabaseClient database) {
        return Invariant.contradictedBy(database, "grants-have-their-granter", """
                select 'role_assignment ' || g.id as row_name,
                       case when g.root is not null then 'has no granter and is no operator'
                            else g.granted_as || ' ' || g.granted_by || ' had no right to give ' || g.role || ' at '
                                 || g.organization_path end as why
                  from role_assignment g
                 where case when g.root is not null then g.role <> 'OPERATOR'
                       when g.lent_from is not null then not lends_his_own(g)
                       else not exists (
                         select from role_assignment r
                           join grant_right w on w.granter = r.role and w.role = g.role
                                and reaches(w.reach, g.granted_path, g.organization_path)
                          where r.person_id = g.granted_by and r.organization_id = g.granted_for and r.role = g.granted_as
                            and r.id <> g.id and r.valid_from <= g.granted_at
                            and (r.valid_until is null or r.valid_until >= g.granted_at)) end
                 order by g.granted_at, g.id
                """);
    }

    @Bean
    Invariant dutiesExclude(DatabaseClient database) {
        return Invariant.contradictedBy(database, "duties-exclude", """
                select 'role_assignment ' || a.id as row_name,
                       a.role || ' and ' || b.role || ' of person ' || a.person_id || ': '
                       || why_excluded(a.role, a.organization_path, b.role, b.organization_path) as why
                  from role_assignment a
                  join role_assignment b on b.person_id = a.person_id and b.id > a.id
                       and tstzrange(a.valid_from, a.valid_until) && tstzrange(b.valid_from, b.valid_until)
                 where why_excluded(a.role, a.organization_path, b.role, b.organization_path) is not null
                 order by a.person_id, a.id
                """);
    }
}
