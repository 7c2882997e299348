package org.ziyuan.marketplace.adjustment;

import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.worklist.NoticeKind;
import org.ziyuan.marketplace.worklist.NoticeSource;
import org.ziyuan.marketplace.worklist.WorkKind;
import org.ziyuan.marketplace.worklist.WorkSource;

/** Budget changes that wait for a bureau, and what those who asked learn of them. */
@Component
class WaitingBudgetChanges implements WorkSource, NoticeSource {

    /** A bureau above all its lines decides, and somebody else than who asked. */
    private static final String WORK = """
            select c.id, c.id as target, concat_ws(' → ', fo.name || ' · ' || f.name, tk.name || ' · ' || t.name) as number,
                   c.reason as about, name_and_place(c.requested_by, c.requested_by_name, c.requested_at) as who, c.amount_in_fen, c.requested_at as since,
                   cast(null as timestamptz) as due_at
              from budget_change c
              left join budget_line f on f.id = c.from_line_id left join organization fo on fo.id = f.organization_id
              left join budget_line t on t.id = c.to_line_id left join organization tk on tk.id = t.organization_id
             where c.state = 'REQUESTED' and c.requested_by <> :person
               and (fo.id is null or %s) and (tk.id is null or %s)
            """.formatted(Sight.over("fo"), Sight.over("tk"));

    /** Who asked learns what was decided. */
    @Override
    public List<NoticeKind> notices() {
        return List.of(new NoticeKind("change", """
                select c.id, c.id as target, '' as number, c.reason as about,
                       name_and_place(c.decided_by, c.decided_by_name, c.decided_at) as who,
                       'state.change.' || c.state as word, c.decided_at as at
                  from budget_change c where c.requested_by = :person and c.decided_by <> :person
                """));
    }

    @Override
    public List<WorkKind> kinds() {
        return List.of(new WorkKind("change", Set.of(Role.bureaus()), WORK));
    }
}
