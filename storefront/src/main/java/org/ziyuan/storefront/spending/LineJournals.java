package org.ziyuan.storefront.spending;

import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** The journals behind the figures of a line or of a set of documents, the newest first. */
@Component
public class LineJournals {

    private static final int MOST = 200;

    private static final String LEG = """
            select j.id as journal_id, j.seq as journal_seq, j.kind, j.document_type, j.document_id, j.actor_name,
                   j.posted_at, l.seq, d.code as debit, c.code as credit, l.amount_in_fen, l.effect,
                   l.credit_balance_after, coalesce(o.id, p.order_id, r.order_id) as order_id
              from leg l
              join journal j on j.id = l.journal_id
              join account d on d.id = l.debit_account
              join account c on c.id = l.credit_account
              left join requisition r on r.id = j.document_id
              left join purchase_order o on o.id = j.document_id
              left join payment p on p.id = j.document_id
            """;

    private final DatabaseClient database;

    LineJournals(DatabaseClient database) {
        this.database = database;
    }

    /**
     * One leg with the journal it belongs to.
     *
     * @param kind why the money moved, such as {@code order-encumbered}
     * @param debit the code of the account it leaves, such as {@code B200}; its words are {@code spending.account.B200}
     * @param credit the code of the account it reaches
     * @param effect posted, pending, post (a pending leg became final) or void
     */
    public record Leg(
            UUID journalId,
            long journalSeq,
            String kind,
            String documentType,
            UUID documentId,
            String actor,
            OffsetDateTime postedAt,
            int seq,
            String debit,
            String credit,
            long amountInFen,
            String effect,
            long balanceAfterInFen,
            @Nullable UUID orderId) {

        /** Where the document behind it stands: the walk of its order, or the requisition without one. */
        public @Nullable String href() {
            if (orderId != null) {
                return "/audit?order=" + orderId;
            }
            return documentType.equals("requisition") ? "/requisitions/" + documentId : null;
        }
    }

    /** The last legs of a line. */
    public Flux<Leg> ofLine(UUID budgetLine) {
        return database.sql(LEG + """
                         where d.budget_line_id = :line or c.budget_line_id = :line
                         order by j.posted_at desc, j.id, l.seq limit :most
                        """)
                .bind("line", budgetLine)
                .bind("most", MOST)
                .map(LineJournals::leg)
                .all();
    }

    /** Every leg on an account of one of the documents, in the order in which it was posted. */
    public Flux<Leg> ofDocuments(List<UUID> documents) {
        return database.sql(LEG + """
                         where d.document_id = any(:documents) or c.document_id = any(:documents)
                         order by j.posted_at, j.id, l.seq limit :most
                        """)
                .bind("documents", documents.toArray(UUID[]::new))
                .bind("most", MOST)
                .map(LineJournals::leg)
                .all();
    }

    private static Leg leg(Readable row) {
        return new Leg(
                read(row, "journal_id", UUID.class),
                read(row, "journal_seq", Long.class),
                read(row, "kind", String.class),
                read(row, "document_type", String.class),
                read(row, "document_id", UUID.class),
                read(row, "actor_name", String.class),
                read(row, "posted_at", OffsetDateTime.class),
                read(row, "seq", Integer.class),
                read(row, "debit", String.class),
                read(row, "credit", String.class),
                read(row, "amount_in_fen", Long.class),
                read(row, "effect", String.class),
                read(row, "credit_balance_after", Long.class),
                row.get("order_id", UUID.class));
    }

    private static <T> T read(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
