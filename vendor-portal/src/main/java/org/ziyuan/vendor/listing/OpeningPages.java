package org.ziyuan.vendor.listing;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Outcome;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.intake.SentForm;
import org.ziyuan.marketplace.intake.SentForms;
import org.ziyuan.marketplace.licensing.lti.tool.ProposeTool;
import org.ziyuan.marketplace.licensing.lti.tool.VendorTools;
import org.ziyuan.marketplace.listing.VendorListings;
import org.ziyuan.marketplace.listing.media.ListingFiles;
import org.ziyuan.marketplace.listing.opening.ChooseOpening;
import org.ziyuan.marketplace.listing.opening.Chosen;
import org.ziyuan.marketplace.listing.opening.Openings;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Where a vendor says how a listing is opened, and gives it a cover. */
@Controller
class OpeningPages implements RoutePolicies {

    private static final String PAGE = "/vendor/listings/{id}/opening";
    private static final String DRAFT = "listing-draft";

    private final VendorListings drafts;
    private final Openings openings;
    private final ChooseOpening choose;
    private final ListingFiles files;
    private final VendorTools tools;
    private final ProposeTool propose;
    private final SentForms sent;
    private final AsShown asShown;
    private final Outcome outcome;

    OpeningPages(
            VendorListings drafts,
            Openings openings,
            ChooseOpening choose,
            ListingFiles files,
            VendorTools tools,
            ProposeTool propose,
            SentForms sent,
            AsShown asShown,
            Outcome outcome) {
        this.drafts = drafts;
        this.openings = openings;
        this.choose = choose;
        this.files = files;
        this.tools = tools;
        this.propose = propose;
        this.sent = sent;
        this.asShown = asShown;
        this.outcome = outcome;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, PAGE, Role.VENDOR_MANAGER),
                roles(POST, PAGE + "/file", Role.VENDOR_MANAGER),
                roles(POST, PAGE + "/steps", Role.VENDOR_MANAGER),
                roles(POST, PAGE + "/tool", Role.VENDOR_MANAGER),
                roles(POST, "/vendor/listings/{id}/cover", Role.VENDOR_MANAGER));
    }

    @GetMapping(PAGE)
    Mono<String> page(@PathVariable UUID id, Model model, Actor vendor) {
        model.addAttribute("operation", Ids.next());
        model.addAttribute("scans", files.scans());
        return AskedTogether.of(
                drafts.saved(id, vendor)
                        .doOnNext(draft -> model.addAttribute("draft", draft))
                        .thenReturn("vendor/opening"),
                asShown.of(DRAFT, id, vendor).doOnNext(seen -> model.addAttribute("seen", seen)),
                tools.list(Sought.everything(Cursor.START, Page.LARGEST), vendor)
                        .doOnNext(own -> model.addAttribute("tools", own.items())),
                openings.toBecome(id).doOnNext(opening -> model.addAttribute("opening", opening)));
    }

    @PostMapping(PAGE + "/file")
    Mono<String> file(
            @PathVariable UUID id, Actor vendor, WebSession session, Locale locale, ServerWebExchange exchange) {
        Function<SentForm, Mono<?>> act = form -> files.check(form.file())
                .flatMap(checked ->
                        choose.choose(id, Chosen.file(Fields.id(form.fields(), "operation"), checked), vendor));
        return received("file", id, "vendor.opening.said.file", act, session, locale, exchange);
    }

    @PostMapping("/vendor/listings/{id}/cover")
    Mono<String> cover(
            @PathVariable UUID id, Actor vendor, WebSession session, Locale locale, ServerWebExchange exchange) {
        Function<SentForm, Mono<?>> act =
                form -> choose.cover(id, Fields.id(form.fields(), "operation"), form.file(), vendor);
        return received("cover", id, "vendor.opening.said.cover", act, session, locale, exchange);
    }

    private Mono<String> received(
            String field,
            UUID id,
            String done,
            Function<SentForm, Mono<?>> act,
            WebSession session,
            Locale locale,
            ServerWebExchange exchange) {
        return sent.with(
                exchange,
                form -> outcome.keeping(
                                withField(field, form.fields()),
                                Map.of(
                                        "file-missing", field,
                                        "listing-file-unfit", field,
                                        "listing-file-infected", field,
                                        "listing-file-not-scanned", field))
                        .asShown(DRAFT, id, form.fields())
                        .of(Mono.defer(() -> act.apply(form)), done, page(id), session, locale));
    }

    /** A browser never sends the name of a file back into its field; what is wrong with it stands there all the same. */
    private static MultiValueMap<String, String> withField(String field, MultiValueMap<String, String> form) {
        MultiValueMap<String, String> fields = new LinkedMultiValueMap<>(form);
        fields.add(field, "");
        return fields;
    }

    @PostMapping(PAGE + "/steps")
    Mono<String> steps(@PathVariable UUID id, Actor vendor, Posted posted) {
        return posted.keeping(Map.of("text-length", "steps"))
                .asShown(DRAFT, id)
                .of(
                        () -> choose.choose(id, Chosen.steps(posted.id("operation"), posted.text("steps")), vendor),
                        "vendor.opening.said.steps",
                        page(id));
    }

    @PostMapping(PAGE + "/tool")
    Mono<String> tool(@PathVariable UUID id, Actor vendor, Posted posted) {
        return posted.keeping(Map.of())
                .asShown(DRAFT, id)
                .of(
                        () -> propose.open(id, posted.id("operation"), posted.id("tool"), vendor),
                        "vendor.opening.said.tool",
                        page(id));
    }

    private static String page(UUID id) {
        return "/vendor/listings/" + id + "/opening";
    }
}
