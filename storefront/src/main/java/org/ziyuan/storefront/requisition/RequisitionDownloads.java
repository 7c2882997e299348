package org.ziyuan.storefront.requisition;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.sheet.Sheet;
import org.ziyuan.marketplace.sheet.SheetFormat;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.procurement.requisition.RequisitionState;
import org.ziyuan.procurement.requisition.Requisitions;
import reactor.core.publisher.Flux;

/** The list of requisitions as a file. */
@RestController
class RequisitionDownloads implements RoutePolicies {

    private final Requisitions requisitions;
    private final MessageSource words;

    RequisitionDownloads(Requisitions requisitions, MessageSource words) {
        this.requisitions = requisitions;
        this.words = words;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, "/requisitions.csv", Readers.ofRequisitions()));
    }

    @GetMapping("/requisitions.csv")
    ResponseEntity<Flux<DataBuffer>> list(
            @RequestParam(required = false) @Nullable RequisitionState state,
            Sought sought,
            Actor actor,
            Locale locale) {
        return SheetFormat.CSV.answer(Sheet.of(
                words.getMessage("requisition.list.title", null, locale),
                words,
                locale,
                Page.walk(cursor -> requisitions.list(actor, state, sought.from(cursor, Page.LARGEST)))
                        .map(one -> Sheet.row(
                                one.number(),
                                one.vendorName(),
                                one.requesterName(),
                                one.purpose(),
                                one.createdAt(),
                                one.total(),
                                words.getMessage(
                                        "state.requisition." + one.state().name(), null, locale))),
                "requisition.number",
                "requisition.vendor",
                "requisition.requester",
                "requisition.purpose",
                "requisition.created",
                "requisition.total",
                "requisition.state"));
    }
}
