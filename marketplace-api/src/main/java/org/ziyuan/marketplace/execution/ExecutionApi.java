package org.ziyuan.marketplace.execution;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The execution of budgets over HTTP: the tree, the months, the trial balance, and what a figure consists of. */
@RestController
@Tag(name = "预算执行 budget execution")
class ExecutionApi {

    private static final String EXECUTION = "/api/v1/execution";

    private final ExecutionTree tree;
    private final ExecutionMonths months;
    private final TrialBalance trialBalance;
    private final Holdings holdings;
    private final AccountEntries entries;
    private final Clock clock;

    ExecutionApi(
            ExecutionTree tree,
            ExecutionMonths months,
            TrialBalance trialBalance,
            Holdings holdings,
            AccountEntries entries,
            Clock clock) {
        this.tree = tree;
        this.months = months;
        this.trialBalance = trialBalance;
        this.holdings = holdings;
        this.entries = entries;
        this.clock = clock;
    }

    @Bean
    static RoutePolicies executionRoutes() {
        return () -> List.of(
                roles(GET, EXECUTION, Readers.ofMoney()),
                roles(GET, EXECUTION + "/months", Readers.ofMoney()),
                roles(GET, EXECUTION + "/trial-balance", Readers.ofMoney()),
                roles(GET, EXECUTION + "/holdings", Readers.ofMoney()),
                roles(GET, EXECUTION + "/accounts/{id}/entries", Readers.ofMoney()));
    }

    @GetMapping(EXECUTION)
    @Operation(summary = "本单位及下级的预算执行 · where the money of an organization and those below it is")
    Mono<ExecutionTree.Branch> tree(
            @RequestParam(required = false) @Nullable UUID at,
            @RequestParam(required = false) @Nullable String fund,
            @RequestParam(required = false) @Nullable Integer fiscalYear,
            Actor actor) {
        return tree.of(question(at, fund, fiscalYear, actor), actor);
    }

    @GetMapping(EXECUTION + "/months")
    @Operation(summary = "逐月执行进度 · what was promised and paid, month by month")
    Mono<ExecutionMonths.Course> months(
            @RequestParam(required = false) @Nullable UUID at,
            @RequestParam(required = false) @Nullable String fund,
            @RequestParam(required = false) @Nullable Integer fiscalYear,
            Actor actor) {
        return months.of(question(at, fund, fiscalYear, actor), actor);
    }

    @GetMapping(EXECUTION + "/trial-balance")
    @Operation(summary = "试算平衡表 · debits and credits of every class of account")
    Mono<TrialBalance.Sheet> trialBalance(
            @RequestParam(required = false) @Nullable UUID at,
            @RequestParam(required = false) @Nullable String fund,
            @RequestParam(required = false) @Nullable Integer fiscalYear,
            Actor actor) {
        return trialBalance.of(question(at, fund, fiscalYear, actor), actor);
    }

    @GetMapping(EXECUTION + "/holdings")
    @Operation(summary = "一个数由哪些单据组成 · the lines and documents that a figure consists of")
    Mono<Page<Holdings.Holding>> holdings(
            @RequestParam String figure,
            @RequestParam(required = false) @Nullable UUID at,
            @RequestParam(required = false) @Nullable String fund,
            @RequestParam(required = false) @Nullable Integer fiscalYear,
            @RequestParam(defaultValue = "") String cursor,
            @RequestParam(defaultValue = "50") int limit,
            Actor actor) {
        return Mono.defer(
                () -> holdings.of(question(at, fund, fiscalYear, actor), Figure.of(figure), cursor, limit, actor));
    }

    @GetMapping(EXECUTION + "/accounts/{id}/entries")
    @Operation(summary = "一个账户的分录，新的在前 · the entries of one account, the newest first")
    Mono<Page<AccountEntries.Entry>> entries(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(defaultValue = "50") int limit,
            Actor actor) {
        return entries.of(id, before, limit, actor);
    }

    private Question question(@Nullable UUID at, @Nullable String fund, @Nullable Integer fiscalYear, Actor actor) {
        return new Question(
                at == null ? actor.organizationId() : at,
                fund == null || fund.isBlank() ? null : fund,
                fiscalYear == null ? LocalDate.now(clock).getYear() : fiscalYear);
    }
}
