package org.ziyuan.marketplace.setting;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.idempotency.OperationId;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Settings over HTTP. */
@RestController
@Tag(name = "运行设置 settings")
class SettingApi implements RoutePolicies {

    private static final String SETTINGS = "/api/v1/settings";

    private final PlatformSettings settings;
    private final ChangeSetting change;

    SettingApi(PlatformSettings settings, ChangeSetting change) {
        this.settings = settings;
        this.change = change;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                RoutePolicy.roles(HttpMethod.GET, SETTINGS, Role.OPERATOR),
                RoutePolicy.roles(HttpMethod.POST, SETTINGS, Role.OPERATOR));
    }

    /** A value from a day on. */
    record NewValue(
            @NotNull PlatformSetting setting,
            @NotNull @Schema(maxLength = 1000) String value,
            @NotNull LocalDate holdsFrom,
            @NotNull @Schema(minLength = 1, maxLength = 500) String reason) {}

    @GetMapping(SETTINGS)
    Mono<Page<SettingChange>> list(Sought sought) {
        return settings.list(sought);
    }

    @PostMapping(SETTINGS)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> change(@Valid @RequestBody NewValue wanted, OperationId operation, Actor operator) {
        return change.to(
                operation.value(), wanted.setting(), wanted.value(), wanted.holdsFrom(), wanted.reason(), operator);
    }
}
