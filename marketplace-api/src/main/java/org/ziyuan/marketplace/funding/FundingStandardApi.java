package org.ziyuan.marketplace.funding;

import static org.springframework.http.HttpMethod.GET;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;
import reactor.core.publisher.Mono;

/** Standards per pupil over HTTP; they are law, so everybody who is signed in may read them. */
@RestController
@Tag(name = "生均标准 funding standards")
class FundingStandardApi {

    private static final String STANDARDS = "/api/v1/funding-standards";

    private final FundingStandards standards;

    FundingStandardApi(FundingStandards standards) {
        this.standards = standards;
    }

    @Bean
    static RoutePolicies fundingStandardRoutes() {
        return () -> List.of(RoutePolicy.signedIn(GET, STANDARDS), RoutePolicy.signedIn(GET, STANDARDS + "/in-force"));
    }

    @GetMapping(STANDARDS)
    @Operation(summary = "生均标准及其依据 · standards per pupil with their sources")
    Mono<List<FundingStandard>> list(
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable LocalDate on) {
        return Mono.defer(() -> standards.of(checked(region), on).collectList());
    }

    @GetMapping(STANDARDS + "/in-force")
    @Operation(summary = "某地区某日执行的标准 · the standard a region follows on a day")
    Mono<FundingStandard> inForce(
            @RequestParam String region,
            @RequestParam String level,
            @RequestParam(defaultValue = "base") String component,
            @RequestParam(defaultValue = "all") String disability,
            @RequestParam LocalDate on) {
        return Mono.defer(() -> standards.inForce(checked(region), level, component, disability, on));
    }

    private static @Nullable String checked(@Nullable String region) {
        if (region != null && !region.matches("[0-9]{6}")) {
            throw Refusal.invalid("region-code-malformed")
                    .with("region", region.substring(0, Math.min(20, region.length())));
        }
        return region;
    }
}
