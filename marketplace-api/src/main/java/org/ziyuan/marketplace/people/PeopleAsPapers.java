package org.ziyuan.marketplace.people;

import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.PaperSource;

/** Names the people whom evidence is about, with the organization of their latest role; pupils and parents never. */
@Component
class PeopleAsPapers implements PaperSource {

    @Override
    public String sql() {
        return """
                select p.id, 'person' as kind, p.display_name || '（' || r.name || '）' as number, p.id as page, null::int as year,
                       null::int as place, :above as open
                  from person p
                  join lateral (
                    select o.name from role_assignment h join organization o on o.id = h.organization_id
                     where h.person_id = p.id and h.role not in ('PUPIL', 'PARENT') order by h.granted_at desc limit 1) r on true
                 where p.id in (select id from wanted)
                """;
    }
}
