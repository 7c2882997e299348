package org.ziyuan.marketplace.listing.vetting;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.anyone;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.idempotency.OperationId;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The vetting file of a listing over HTTP. */
@RestController
@Tag(name = "资源 listings")
class VettingApi implements RoutePolicies {

    private static final String FILE = "/api/v1/listings/{id}/vettings";

    private final Vettings vettings;
    private final Vet vet;

    VettingApi(Vettings vettings, Vet vet) {
        this.vettings = vettings;
        this.vet = vet;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(anyone(GET, FILE), roles(POST, FILE, Role.VENDOR_MANAGER, Role.OPERATOR));
    }

    /** An entry to be added. */
    record Entry(
            @NotNull Subject aspect,

            @NotNull @Schema(minLength = 2, maxLength = Vet.LONGEST)
            String said,

            @NotNull LocalDate goodUntil) {}

    /** An object, as every answer of the API is. */
    record File(List<Vetting> items) {}

    @GetMapping(FILE)
    @Operation(summary = "一条资源的核查档案 · the vetting file of a listing")
    Mono<File> file(@PathVariable UUID id) {
        return vettings.of(id).map(File::new);
    }

    @PostMapping(FILE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "供应商声明，或运营机构核查 · declared by the vendor, or checked by the operator")
    Mono<Void> add(@PathVariable UUID id, @Valid @RequestBody Entry entry, OperationId operation, Actor by) {
        return vet.add(operation.value(), id, new Vet.Said(entry.aspect(), entry.said(), entry.goodUntil()), by);
    }
}
