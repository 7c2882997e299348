package org.ziyuan.marketplace.yearend;

import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** Has a run of the year end go on that something stopped. */
@Component
public class ResumeYearEnd {

    private final YearEndRuns runs;
    private final YearEndRunRows rows;
    private final MoneyTransactions transactions;
    private final AuditLog audit;

    ResumeYearEnd(YearEndRuns runs, YearEndRunRows rows, MoneyTransactions transactions, AuditLog audit) {
        this.runs = runs;
        this.rows = rows;
        this.transactions = transactions;
        this.audit = audit;
    }

    /** One that runs or is done is answered as it stands. */
    public Mono<YearEndRun> resume(UUID id, Actor by) {
        return Mono.defer(() -> {
            by.require(Role.bureausAnd(Role.ACCOUNTANT));
            return runs.find(id, by)
                    .flatMap(run -> transactions.execute(Mono.defer(() -> rows.goOn(id))
                            .flatMap(resumed -> audit.record(
                                    by,
                                    "year-end.resumed",
                                    "year-end",
                                    resumed,
                                    Map.of("fiscalYear", run.fiscalYear())))))
                    .then(Mono.defer(() -> runs.find(id, by)));
        });
    }
}
