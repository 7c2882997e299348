package org.ziyuan.marketplace.setting;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** The operator sets something from a day on; what held before stays to be read. */
@Component
public class ChangeSetting {

    private static final TextField REASON = TextField.reason("reason", 500);

    private final DatabaseClient database;
    private final MoneyTransactions transactions;
    private final AuditLog audit;
    private final Clock clock;

    ChangeSetting(DatabaseClient database, MoneyTransactions transactions, AuditLog audit, Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Sets it.
     *
     * @param id of the change; the same id twice is one change
     * @param holdsFrom today or a later day
     * @throws Refusal {@code role-required}; {@code text-length}; {@code reason-required}; {@code setting-day-past}
     */
    public Mono<Void> to(
            UUID id, PlatformSetting setting, String value, LocalDate holdsFrom, String reason, Actor operator) {
        return Mono.fromCallable(() -> {
                    operator.require(Role.OPERATOR);
                    if (holdsFrom.isBefore(LocalDate.now(clock))) {
                        throw Refusal.invalid("setting-day-past").with("field", "holdsFrom");
                    }
                    return new Said(setting.read(value), REASON.read(reason));
                })
                .flatMap(said -> transactions.execute(write(id, setting, said, holdsFrom, operator)
                        .filter(written -> written > 0)
                        .flatMap(written -> audit.record(
                                operator,
                                "setting.changed",
                                "setting",
                                id,
                                Map.of("name", setting.name(), "value", said.value())))));
    }

    private record Said(String value, String reason) {}

    private Mono<Long> write(UUID id, PlatformSetting setting, Said said, LocalDate holdsFrom, Actor operator) {
        return database.sql("""
                        insert into platform_setting (id, name, value, holds_from, reason, set_by, set_by_name)
                        values (:id, :name, :value, :from, :reason, :by, :byName)
                        on conflict (id) do nothing
                        """)
                .bind("id", id)
                .bind("name", setting.name())
                .bind("value", said.value())
                .bind("from", holdsFrom)
                .bind("reason", said.reason())
                .bind("by", operator.person())
                .bind("byName", operator.displayName())
                .fetch()
                .rowsUpdated();
    }
}
