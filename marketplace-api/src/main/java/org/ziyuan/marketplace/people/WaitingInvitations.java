package org.ziyuan.marketplace.people;

import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.worklist.WorkKind;
import org.ziyuan.marketplace.worklist.WorkSource;

/** Gives their maker the invitations without a code, and those whose code ended before anybody came. */
@Component
class WaitingInvitations implements WorkSource {

    /** A list invites hundreds at once, and their slips are drawn at once: together they are one piece of work. */
    private static final String WORK = """
            select (array_agg(i.id order by i.made_at, i.id))[1] as id, cast(:person as uuid) as target, '' as number,
                   array_to_string((array_agg(p.display_name order by i.made_at, i.id))[1\\:3], '、')
                     || case when count(*) > 3 then '… ' || count(*) else '' end as about,
                   '' as who, cast(null as bigint) as amount_in_fen, min(i.made_at) as since, cast(null as timestamptz) as due_at
              from invitation i join person p on p.id = i.person_id
             where i.made_by = :person and i.made_for = :own and i.person_id <> i.made_by and p.status = 'ACTIVE'
               and i.used_at is null and i.revoked_at is null and (i.code_hash is null or i.expires_at <= now())
            having count(*) > 0
            """;

    @Override
    public List<WorkKind> kinds() {
        return List.of(new WorkKind("invitation", Set.of(Readers.whoGiveRoles()), WORK));
    }
}
