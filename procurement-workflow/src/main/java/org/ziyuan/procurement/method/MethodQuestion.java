package org.ziyuan.procurement.method;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** The requisition as the rules see it. */
record MethodQuestion(
        UUID requisitionId, String jurisdiction, String level, String objectType, long requestInFen, long amountInFen) {

    private static final String ASKED = """
            with this as (
              select r.id, r.organization_id, r.state, coalesce(r.submitted_at, now()) as submitted_at,
                     coalesce(r.fiscal_year, b.fiscal_year, beijing_year()) as fiscal_year,
                     coalesce(r.project, b.project, '') as project,
                     case when r.state <> 'DRAFT' then r.total_in_fen
                          else coalesce((select sum(l.quantity * l.unit_price_in_fen)::bigint
                                           from requisition_line l where l.requisition_id = r.id), 0)
                     end as total_in_fen
                from requisition r left join budget_line b on b.id = r.budget_line_id where r.id = :id),
            classes as (select distinct item_class from requisition_line where requisition_id = :id),
            sums as (
              select item_class, sum(in_fen)::bigint as in_fen from (
              select l.item_class, l.quantity * l.unit_price_in_fen as in_fen
                from requisition_line l join this on this.id = l.requisition_id and this.state = 'DRAFT'
              union all
              select l.item_class, l.quantity * l.unit_price_in_fen
                from this join requisition r on r.organization_id = this.organization_id
                     and r.fiscal_year = this.fiscal_year and r.project = this.project
                     and r.state not in ('DRAFT', 'WITHDRAWN', 'REJECTED', 'REFUSED', 'VENDOR_DECLINED')
                     and ((r.submitted_at, r.id) <= (this.submitted_at, this.id)
                          or exists (select from method_decision d
                                      where d.requisition_id = r.id and d.method = 'EMALL_DIRECT'))
                join requisition_line l on l.requisition_id = r.id
               where l.item_class in (select item_class from classes)) counted
               group by item_class)
            select this.id as requisition_id, this.total_in_fen as request_in_fen,
                   greatest(this.total_in_fen, coalesce((select max(in_fen) from sums), 0)) as amount_in_fen,
                   case when (select bool_and(item_class in ('course', 'service')) from classes)
                        then 'services' else 'goods' end as object_type,
                   coalesce((select region.code from organization o
                               join organization b on starts_with(o.path, b.path || '.')
                               join region on region.code = b.region_code and region.tier = 'province'
                              where o.id = this.organization_id limit 1), '440000') as jurisdiction,
                   coalesce((select case p.tier when 'nation' then 'province' else p.tier end
                               from organization o join organization p on p.id = o.parent_id
                              where o.id = this.organization_id and p.tier <> 'school'), 'county') as level
              from this
            """;

    /**
     * What is asked, summed over the requisitions of the same school, fiscal year, project and item class. It counts
     * those handed in before, or allowed before although handed in later, that came to something or still may. Of
     * several classes in one requisition the largest sum decides; services only when nothing else is bought. A draft is
     * asked about as if it were handed in now.
     */
    static Mono<MethodQuestion> of(DatabaseClient database, UUID requisitionId) {
        return database.sql(ASKED)
                .bind("id", requisitionId)
                .map(Rows.as(MethodQuestion.class))
                .one();
    }

    /** Whatever is on a requisition comes from a published listing; nothing of it is in the central catalogue. */
    PurchaseFacts facts() {
        return new PurchaseFacts(objectType, Money.ofFen(amountInFen), true, false, false, "NONE");
    }
}
