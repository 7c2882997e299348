package org.ziyuan.procurement.prospect;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.procurement.requisition.Requisitions;
import reactor.core.publisher.Mono;

/** Shows over HTTP what would come of a requisition, to those who could hand it in. */
@RestController
@Tag(name = "采购申请 requisitions")
class ProspectApi implements RoutePolicies {

    private static final String PROSPECT = "/api/v1/requisitions/{id}/prospect";

    private final Requisitions requisitions;
    private final Prospects prospects;

    ProspectApi(Requisitions requisitions, Prospects prospects) {
        this.requisitions = requisitions;
        this.prospects = prospects;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, PROSPECT, Role.PURCHASER, Role.TEACHER));
    }

    @GetMapping(PROSPECT)
    @Operation(summary = "提交后按哪种方式采购、由谁审批 · by which method it would be bought, and who would approve")
    Mono<Prospect> of(@PathVariable UUID id, Actor actor) {
        return requisitions.find(id, actor).flatMap(seen -> prospects.of(id, actor));
    }
}
