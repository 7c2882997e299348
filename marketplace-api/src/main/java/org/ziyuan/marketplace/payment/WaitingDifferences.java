package org.ziyuan.marketplace.payment;

import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ordering.Duty;
import org.ziyuan.marketplace.worklist.WorkKind;
import org.ziyuan.marketplace.worklist.WorkSource;

/** What stands against payments and waits for who pays, and for the operator. */
@Component
class WaitingDifferences implements WorkSource {

    /** With the condition over who may do something about it. */
    private static final String WORK = """
            select d.id, o.id as target, o.number, b.name as about, v.name as who, d.amount_in_fen,
                   d.reported_at as since, cast(null as timestamptz) as due_at
              from payment_difference d join payment p on p.id = d.payment_id
              join purchase_order o on o.id = p.order_id
              join organization b on b.id = o.buyer_id join organization v on v.id = o.vendor_id
             where d.state = 'OPEN' and %s
            """;

    /** Who pays decides about it; the operator sees to it that the school does. */
    @Override
    public List<WorkKind> kinds() {
        return List.of(
                new WorkKind(
                        "difference",
                        Set.of(Role.ACCOUNTANT),
                        WORK.formatted("o.buyer_id = :own and " + Duty.PAY.hands())),
                new WorkKind("refund", Set.of(Role.OPERATOR), WORK.formatted("true")));
    }
}
