package org.ziyuan.marketplace.vendor.account;

import static org.ziyuan.marketplace.row.Columns.read;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.form.ShownDocument;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.secret.ColumnEncryption;
import org.ziyuan.marketplace.worklist.WorkKind;
import org.ziyuan.marketplace.worklist.WorkSource;
import reactor.core.publisher.Mono;

/** The accounts that a vendor has named, the newest first: he sees his own, the operator each. */
@Component
public class SettlementAccounts implements ShownDocument, WorkSource {

    private static final String SHOWN = """
            select a.id, a.vendor_id, a.account_name, a.bank, a.ending, a.state, a.proposed_by_name, a.proposed_at,
                   a.decided_by_name, a.decided_at, a.called, a.reason,
                   a.id = (select c.id from settlement_account c where c.vendor_id = a.vendor_id and c.state = 'ACCEPTED'
                            order by c.decided_at desc, c.id desc limit 1) is true as current,
                   exists (select from settlement_account b
                            where b.vendor_id = a.vendor_id and b.state = 'ACCEPTED' and b.id <> a.id) as changes
              from settlement_account a
             where (:operator or a.vendor_id = :own)
            """;

    private static final String WORK = """
            select a.id, a.vendor_id as target, '' as number, v.name as about, '' as who, cast(null as bigint) as amount_in_fen,
                   a.proposed_at as since, cast(null as timestamptz) as due_at
              from settlement_account a join organization v on v.id = a.vendor_id where a.state = 'WAITING'
            """;

    private final DatabaseClient database;
    private final ColumnEncryption encryption;

    SettlementAccounts(DatabaseClient database, ColumnEncryption encryption) {
        this.database = database;
        this.encryption = encryption;
    }

    @Override
    public List<WorkKind> kinds() {
        return List.of(new WorkKind("account", Set.of(Role.OPERATOR), WORK));
    }

    /** The latest ten of a vendor. */
    public Mono<List<SettlementAccount>> of(UUID vendor, Actor actor) {
        return asked(SHOWN + " and a.vendor_id = :vendor order by a.proposed_at desc, a.id desc limit 10", actor)
                .bind("vendor", vendor)
                .map(Rows.as(SettlementAccount.class))
                .all()
                .collectList();
    }

    /** One of them. @throws Refusal {@code settlement-account-not-found} also for another vendor's */
    public Mono<SettlementAccount> find(UUID id, Actor actor) {
        return asked(SHOWN + " and a.id = :id", actor)
                .bind("id", id)
                .map(Rows.as(SettlementAccount.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("settlement-account", id)));
    }

    /** Its whole number, for the operator who compares it with what he is told on the telephone. */
    public Mono<String> number(UUID id, Actor operator) {
        return Mono.fromRunnable(() -> operator.require(Role.OPERATOR))
                .then(database.sql("select sealed_number from settlement_account where id = :id")
                        .bind("id", id)
                        .map(row -> read(row, "sealed_number", byte[].class))
                        .one())
                .map(kept -> new String(encryption.decrypt(kept, sealedFor(id)), StandardCharsets.UTF_8));
    }

    private DatabaseClient.GenericExecuteSpec asked(String sql, Actor actor) {
        return database.sql(sql).bind("operator", actor.is(Role.OPERATOR)).bind("own", actor.organizationId());
    }

    @Override
    public String name() {
        return "settlement-account";
    }

    @Override
    public Mono<Void> lock(UUID id) {
        return database.sql("select from settlement_account where id = :id for update")
                .bind("id", id)
                .then();
    }

    @Override
    public Mono<Map<String, @Nullable Object>> facts(UUID id, Actor actor) {
        return find(id, actor)
                .map(account -> ShownDocument.facts(
                        "state", account.state().name(),
                        "accountName", account.accountName(),
                        "bank", account.bank(),
                        "ending", account.ending()));
    }

    /** What the number of one is sealed under. */
    static String sealedFor(UUID account) {
        return "settlement-account:" + account;
    }
}
