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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** What a figure of the execution consists of, over HTTP. */
@RestController
@Tag(name = "预算执行 budget execution")
class FigureApi {

    private final Holdings holdings;
    private final AccountEntries entries;
    private final Clock clock;

    FigureApi(Holdings holdings, AccountEntries entries, Clock clock) {
        this.holdings = holdings;
        this.entries = entries;
        this.clock = clock;
    }

    @Bean
    static RoutePolicies figureRoutes() {
        return () -> List.of(
                roles(GET, ExecutionApi.EXECUTION + "/holdings", Readers.ofMoney()),
                roles(GET, ExecutionApi.EXECUTION + "/accounts/{id}/entries", Readers.ofMoney()));
    }

    @GetMapping(ExecutionApi.EXECUTION + "/holdings")
    @Operation(summary = "一个数由哪些单据组成 · the lines and documents that a figure consists of")
    Mono<Page<Holdings.Holding>> holdings(
            @RequestParam String figure,
            @RequestParam(required = false) @Nullable UUID at,
            @RequestParam(required = false) @Nullable String fund,
            @RequestParam(required = false) @Nullable Integer fiscalYear,
            Sought sought,
            Actor actor) {
        return Mono.defer(() ->
                holdings.of(Question.asked(at, fund, fiscalYear, actor, clock), Figure.of(figure), sought, actor));
    }

    @GetMapping(ExecutionApi.EXECUTION + "/accounts/{id}/entries")
    @Operation(summary = "一个账户的分录，新的在前 · the entries of one account, the newest first")
    Mono<Page<AccountEntry>> entries(@PathVariable long id, Sought sought, Actor actor) {
        return entries.of(id, sought, actor);
    }
}
