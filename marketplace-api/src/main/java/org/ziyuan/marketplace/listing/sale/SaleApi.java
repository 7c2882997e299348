package org.ziyuan.marketplace.listing.sale;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PUT;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.digest.Sha256;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.IfMatch;
import org.ziyuan.marketplace.form.Tagged;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.listing.sale.Sales.Planned;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The days of a listing's sale over HTTP. */
@RestController
@Tag(name = "资源 listings")
class SaleApi implements RoutePolicies {

    private static final String SALE = "/api/v1/listings/{id}/sale";

    private final PlanSale plan;
    private final Tagged<Planned> sales;

    SaleApi(Sales sales, PlanSale plan, AsShown asShown) {
        this.plan = plan;
        this.sales = asShown.tagged(
                sales.name(),
                sales::of,
                planned -> Sha256.hex(Sales.facts(planned.sale()).toString()));
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, SALE, Role.VENDOR_MANAGER), roles(PUT, SALE, Role.VENDOR_MANAGER));
    }

    /** The days of a sale; one that is left out has no end, or begins at once. */
    record Wanted(
            @Nullable LocalDate soldFrom,
            @Nullable LocalDate soldUntil,
            @Nullable LocalDate usedUntil,
            boolean keptBack,
            @Nullable @Schema(maxLength = SalePlan.LONGEST) String toSchools) {

        SalePlan plan() {
            return new SalePlan(soldFrom, soldUntil, usedUntil, keptBack, Objects.requireNonNullElse(toSchools, ""));
        }
    }

    @GetMapping(SALE)
    @Operation(summary = "一条资源的开售、停售和使用截止日 · from when until when a listing is sold and used")
    Mono<ResponseEntity<Planned>> one(@PathVariable UUID id, Actor vendor) {
        return sales.one(id, vendor);
    }

    @PutMapping(SALE)
    @Operation(summary = "定开售、停售和使用截止日，或暂时缺货 · plans the days of its sale and use, or keeps it back")
    Mono<ResponseEntity<Planned>> plan(
            @PathVariable UUID id, @Valid @RequestBody Wanted wanted, IfMatch tag, Actor vendor) {
        return sales.changed(
                id,
                tag,
                vendor,
                plan.plan(id, wanted.plan(), vendor)
                        .then(Mono.defer(() -> sales.find().apply(id, vendor))));
    }
}
