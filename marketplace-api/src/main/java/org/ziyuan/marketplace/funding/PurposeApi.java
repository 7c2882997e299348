package org.ziyuan.marketplace.funding;

import static org.springframework.http.HttpMethod.GET;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;
import reactor.core.publisher.Mono;

/** Purpose rules over HTTP: what they are, and how an organization stands with them. */
@RestController
@Tag(name = "用途规则 purpose rules")
class PurposeApi {

    private static final String RULES = "/api/v1/purpose-rules";
    private static final String REPORT = "/api/v1/organizations/{id}/purpose-report";

    private final PurposeRules rules;
    private final PurposeReport report;

    PurposeApi(PurposeRules rules, PurposeReport report) {
        this.rules = rules;
        this.report = report;
    }

    @Bean
    static RoutePolicies purposeRoutes() {
        return () -> List.of(
                RoutePolicy.roles(GET, RULES, Readers.ofMoney()), RoutePolicy.roles(GET, REPORT, Readers.ofMoney()));
    }

    @GetMapping(RULES)
    @Operation(summary = "经费用途规则及其依据 · the purpose rules with their sources")
    Mono<List<PurposeRule>> all() {
        return rules.all().collectList();
    }

    @GetMapping(REPORT)
    @Operation(summary = "某单位某年度用途规则执行情况 · how an organization stands with the rules of a year")
    Mono<List<PurposeReport.Standing>> report(@PathVariable UUID id, @RequestParam int fiscalYear, Actor actor) {
        return report.of(id, fiscalYear, actor).collectList();
    }
}
