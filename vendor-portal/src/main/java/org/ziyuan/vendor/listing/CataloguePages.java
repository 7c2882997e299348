package org.ziyuan.vendor.listing;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.listing.batch.CompleteDrafts;
import org.ziyuan.marketplace.listing.batch.SubmitDrafts;
import org.ziyuan.marketplace.listing.file.CatalogueSheet;
import org.ziyuan.marketplace.sheet.SheetFormat;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A vendor's whole catalogue at once: what its drafts lack, completing them, handing them over, taking them away as a file. */
@Controller
class CataloguePages implements RoutePolicies {

    private static final String PAGE = "/vendor/catalogue";
    private static final Map<String, String> FIELDS = Map.of(
            "amount-malformed", "price",
            "amount-out-of-range", "price",
            "price-not-positive", "price",
            "link-unfit", "link",
            "text-length", "link",
            "link-without-code", "link");

    private final SubmitDrafts drafts;
    private final CompleteDrafts complete;
    private final CatalogueSheet sheet;
    private final OperatorsWord operator;
    private final MessageSource words;

    CataloguePages(
            SubmitDrafts drafts,
            CompleteDrafts complete,
            CatalogueSheet sheet,
            OperatorsWord operator,
            MessageSource words) {
        this.operator = operator;
        this.drafts = drafts;
        this.complete = complete;
        this.sheet = sheet;
        this.words = words;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, PAGE, Role.VENDOR_MANAGER),
                roles(GET, PAGE + "/export", Role.VENDOR_MANAGER),
                roles(POST, PAGE + "/link", Role.VENDOR_MANAGER),
                roles(POST, PAGE + "/price", Role.VENDOR_MANAGER),
                roles(POST, PAGE + "/submit", Role.VENDOR_MANAGER));
    }

    @GetMapping(PAGE)
    Mono<String> page(Model model, Actor vendor) {
        return AskedTogether.of(
                drafts.atHand(vendor)
                        .doOnNext(drafts -> model.addAttribute("drafts", drafts))
                        .thenReturn("vendor/catalogue"),
                operator.onAll(vendor).doOnNext(word -> model.addAttribute("word", word)));
    }

    @GetMapping(PAGE + "/export")
    Mono<ResponseEntity<Flux<DataBuffer>>> export(
            @RequestParam(defaultValue = "xlsx") String format, Locale locale, Actor vendor) {
        return Mono.fromCallable(() -> sheet.of(
                vendor, SheetFormat.of(format), words.getMessage("vendor.catalogue.file", null, locale), locale));
    }

    @PostMapping(PAGE + "/link")
    Mono<String> link(Actor vendor, Posted posted) {
        return posted.keeping(FIELDS)
                .of(() -> complete.link(posted.text("link"), vendor), "vendor.catalogue.linked", PAGE);
    }

    @PostMapping(PAGE + "/price")
    Mono<String> price(Actor vendor, Posted posted) {
        return posted.keeping(FIELDS)
                .of(
                        () -> complete.price(Fields.amount(posted.form(), "price"), vendor),
                        "vendor.catalogue.priced",
                        PAGE);
    }

    @PostMapping(PAGE + "/submit")
    Mono<String> submit(Actor vendor, Posted posted) {
        return posted.of(() -> drafts.submitAll(vendor), "vendor.catalogue.submitted", PAGE);
    }
}
