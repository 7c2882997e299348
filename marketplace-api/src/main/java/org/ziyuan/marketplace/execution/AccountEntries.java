package org.ziyuan.marketplace.execution;

import java.util.regex.Pattern;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The entries of one account with the balance after each: the ledger sheet behind a figure. */
@Component
public class AccountEntries {

    private static final long NEWEST = Long.MAX_VALUE;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final DatabaseClient database;
    private final AccountSheets accounts;
    private final SoughtJournals journals;

    AccountEntries(DatabaseClient database, AccountSheets accounts, SoughtJournals journals) {
        this.database = database;
        this.accounts = accounts;
        this.journals = journals;
    }

    /**
     * The entries, the newest first; the place is the number of the last one.
     *
     * @throws Refusal {@code account-not-found}, {@code cursor-malformed}
     */
    public Mono<Page<AccountEntry>> of(long accountId, Sought sought, Actor actor) {
        return accounts.find(accountId, actor)
                .then(Mono.defer(
                        () -> read(accountId, sought, before(sought.place()), Page.size(sought.limit()), actor)));
    }

    /** All that are sought, read in large pages as they are asked for. @throws Refusal {@code account-not-found} */
    public Flux<AccountEntry> all(long accountId, Sought sought, Actor actor) {
        return Page.follow(
                accounts.find(accountId, actor)
                        .then(Mono.defer(() -> read(accountId, sought, NEWEST, Page.OF_A_FILE, actor))),
                next -> read(accountId, sought, Long.parseLong(next), Page.OF_A_FILE, actor));
    }

    private static long before(String place) {
        if (place.isEmpty()) {
            return NEWEST;
        }
        if (!NUMBER.matcher(place).matches()) {
            throw Refusal.malformed("cursor-malformed");
        }
        return Long.parseLong(place);
    }

    private Mono<Page<AccountEntry>> read(long accountId, Sought sought, long before, int size, Actor actor) {
        String narrowed = journals.clause(sought, SoughtJournals.written("g.amount_in_fen"));
        return journals.bind(database.sql("""
                                with entry as (
                                  (select g.*, g.credit_version as number, true as credit, g.debit_account as other,
                                          g.credit_balance_after as balance_after
                                     from leg g join journal j on j.id = g.journal_id
                                    where g.credit_account = :account and g.credit_version < :before %1$s
                                    order by g.credit_version desc limit :rows)
                                  union all
                                  (select g.*, g.debit_version, false, g.credit_account, g.debit_balance_after
                                     from leg g join journal j on j.id = g.journal_id
                                    where g.debit_account = :account and g.debit_version < :before %1$s
                                    order by g.debit_version desc limit :rows))
                                select e.number, e.journal_id, j.seq as journal_seq, j.kind, j.document_type, j.document_id,
                                       name_and_place(j.actor_id, j.actor_name, j.posted_at) as actor, j.posted_at, e.credit,
                                       o.code as other_code, e.amount_in_fen, e.effect, e.balance_after
                                  from entry e join journal j on j.id = e.journal_id join account o on o.id = e.other
                                 order by e.number desc limit :rows
                                """.formatted(narrowed)), sought, actor)
                .bind("account", accountId)
                .bind("before", before)
                .bind("rows", size + 1)
                .map(Rows.as(AccountEntry.class))
                .all()
                .collectList()
                .map(rows -> Page.of(rows, size, AccountEntry::number));
    }
}
