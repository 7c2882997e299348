package org.ziyuan.marketplace.adoption;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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

/** Adopted editions over HTTP. */
@RestController
@Tag(name = "教材选用 adopted editions")
class AdoptionApi implements RoutePolicies {

    private static final String EDITIONS = "/api/v1/adopted-editions";

    private final AdoptedEditions editions;
    private final AdoptEditions adopt;

    AdoptionApi(AdoptedEditions editions, AdoptEditions adopt) {
        this.editions = editions;
        this.adopt = adopt;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                RoutePolicy.anyone(HttpMethod.GET, EDITIONS),
                RoutePolicy.roles(HttpMethod.POST, EDITIONS, Role.bureausAnd(Role.OPERATOR)));
    }

    /** What one act says, at most a thousand rows; more travel by file. */
    record NewEditions(
            @NotNull @Size(min = 1, max = 1000) List<@Valid @NotNull NewEdition> editions,
            @NotNull @Schema(minLength = 1, maxLength = 500) String reason) {}

    /** An edition of a subject; without one, none is taken. */
    record NewEdition(
            @NotNull @Schema(pattern = "[0-9]{6}") String region,
            @NotNull String stage,
            @NotNull String subject,
            @NotNull @Schema(description = "无 for none") String edition,
            @NotNull LocalDate holdsFrom) {

        Adoption read() {
            return Adoption.of(region, stage, subject, edition, holdsFrom);
        }
    }

    @GetMapping(EDITIONS)
    Mono<Page<AdoptedEdition>> list(Sought sought) {
        return editions.list(sought);
    }

    @PostMapping(EDITIONS)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> take(@Valid @RequestBody NewEditions wanted, OperationId operation, Actor by) {
        return Mono.fromCallable(
                        () -> wanted.editions().stream().map(NewEdition::read).toList())
                .flatMap(taken -> adopt.take(operation.value(), taken, wanted.reason(), by));
    }
}
