package org.ziyuan.procurement.requisition;

import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.PurchasesByNumber;

/** A purchase is its requisition, its order and its licences; the first two have numbers. */
@Component
class NumberedPurchases implements PurchasesByNumber {

    @Override
    public String sql() {
        return """
                with purchase as (
                  select o.id as order_id, r.id as requisition_id
                    from requisition r left join purchase_order o on o.requisition_id = r.id
                   where r.organization_id in (select id from seen) and (r.number ilike :number or o.number ilike :number)
                   limit %d)
                select order_id as id, requisition_id as purchase from purchase
                union select requisition_id, requisition_id from purchase
                union select l.id, p.requisition_id from licence l join purchase p on p.order_id = l.order_id
                """.formatted(MOST + 1);
    }
}
