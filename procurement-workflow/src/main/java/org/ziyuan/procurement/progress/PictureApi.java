package org.ziyuan.procurement.progress;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The process picture over HTTP. */
@RestController
@Tag(name = "采购申请 requisitions")
class PictureApi implements RoutePolicies {

    private final ProcessPicture picture;

    PictureApi(ProcessPicture picture) {
        this.picture = picture;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, "/api/v1/requisitions/{id}/process.svg", Readers.ofRequisitions()));
    }

    @GetMapping(value = "/api/v1/requisitions/{id}/process.svg", produces = "image/svg+xml;charset=UTF-8")
    @Operation(summary = "流程图及所在步骤 · the process and where it stands")
    Mono<ResponseEntity<String>> of(@PathVariable UUID id, Actor actor) {
        return picture.of(id, actor)
                .map(svg ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(svg));
    }
}
