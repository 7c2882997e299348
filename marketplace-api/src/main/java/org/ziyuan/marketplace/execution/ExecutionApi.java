package org.ziyuan.marketplace.execution;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The execution of budgets over HTTP: the tree, the months and the trial balance. */
@RestController
@Tag(name = "预算执行 budget execution")
class ExecutionApi {

    static final String EXECUTION = "/api/v1/execution";

    private final ExecutionTree tree;
    private final ExecutionMonths months;
    private final TrialBalance trialBalance;
    private final Clock clock;

    ExecutionApi(ExecutionTree tree, ExecutionMonths months, TrialBalance trialBalance, Clock clock) {
        this.tree = tree;
        this.months = months;
        this.trialBalance = trialBalance;
        this.clock = clock;
    }

    @Bean
    static RoutePolicies executionRoutes() {
        return () -> List.of(
                roles(GET, EXECUTION, Readers.ofMoney()),
                roles(GET, EXECUTION + "/months", Readers.ofMoney()),
                roles(GET, EXECUTION + "/trial-balance", Readers.ofMoney()));
    }

    @GetMapping(EXECUTION)
    @Operation(summary = "本单位及下级的预算执行 · where the money of an organization and those below it is")
    Mono<ExecutionTree.Branch> tree(
            @RequestParam(required = false) @Nullable UUID at,
            @RequestParam(required = false) @Nullable String fund,
            @RequestParam(required = false) @Nullable Integer fiscalYear,
            Actor actor) {
        return tree.of(Question.asked(at, fund, fiscalYear, actor, clock), actor);
    }

    @GetMapping(EXECUTION + "/months")
    @Operation(summary = "逐月执行进度 · what was promised and paid, month by month")
    Mono<ExecutionMonths.Course> months(
            @RequestParam(required = false) @Nullable UUID at,
            @RequestParam(required = false) @Nullable String fund,
            @RequestParam(required = false) @Nullable Integer fiscalYear,
            Actor actor) {
        return months.of(Question.asked(at, fund, fiscalYear, actor, clock), actor);
    }

    @GetMapping(EXECUTION + "/trial-balance")
    @Operation(summary = "试算平衡表 · debits and credits of every class of account")
    Mono<TrialBalance.Sheet> trialBalance(
            @RequestParam(required = false) @Nullable UUID at,
            @RequestParam(required = false) @Nullable String fund,
            @RequestParam(required = false) @Nullable Integer fiscalYear,
            Actor actor) {
        return trialBalance.of(Question.asked(at, fund, fiscalYear, actor, clock), actor);
    }
}
