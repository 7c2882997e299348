package org.ziyuan.marketplace.execution;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The entries of one account with the balance after each: the ledger sheet behind a figure. */
@Component
public class AccountEntries {

    private final DatabaseClient database;
    private final AccountSheets accounts;

    AccountEntries(DatabaseClient database, AccountSheets accounts) {
        this.database = database;
        this.accounts = accounts;
    }

    /**
     * One entry.
     *
     * @param number counts the entries of the account
     * @param credit whether the money came in
     * @param otherCode the class of the account on the other side
     * @param effect posted, pending, post or void; a pending entry and its void move nothing
     */
    public record Entry(
            long number,
            UUID journalId,
            long journalSeq,
            String kind,
            String documentType,
            UUID documentId,
            String actor,
            OffsetDateTime postedAt,
            boolean credit,
            String otherCode,
            Money amount,
            String effect,
            Money balanceAfter) {}

    /**
     * The entries, the newest first.
     *
     * @param before only those with a smaller number; null for the newest
     * @throws Refusal {@code account-not-found}
     */
    public Mono<Page<Entry>> of(long accountId, @Nullable Long before, int limit, Actor actor) {
        int size = Page.size(limit);
        return accounts.find(accountId, actor)
                .then(entries(accountId, before == null ? Long.MAX_VALUE : before, size + 1))
                .map(rows -> Page.of(rows, size, Entry::number));
    }

    /** All of them, read page by page as they are asked for. */
    public Flux<Entry> all(long accountId, Actor actor) {
        return Page.follow(
                of(accountId, null, Page.LARGEST, actor),
                next -> of(accountId, Long.valueOf(next), Page.LARGEST, actor));
    }

    private Mono<List<Entry>> entries(long accountId, long before, int rows) {
        return database.sql("""
                        with entry as (
                          (select g.*, g.credit_version as number, true as credit, g.debit_account as other,
                                  g.credit_balance_after as balance_after
                             from leg g where g.credit_account = :account and g.credit_version < :before
                            order by g.credit_version desc limit :rows)
                          union all
                          (select g.*, g.debit_version, false, g.credit_account, g.debit_balance_after
                             from leg g where g.debit_account = :account and g.debit_version < :before
                            order by g.debit_version desc limit :rows))
                        select e.number, e.journal_id, j.seq as journal_seq, j.kind, j.document_type, j.document_id,
                               j.actor_name as actor, j.posted_at, e.credit, o.code as other_code, e.amount_in_fen, e.effect,
                               e.balance_after
                          from entry e join journal j on j.id = e.journal_id join account o on o.id = e.other
                         order by e.number desc limit :rows
                        """)
                .bind("account", accountId)
                .bind("before", before)
                .bind("rows", rows)
                .map(Rows.as(Entry.class))
                .all()
                .collectList();
    }
}
