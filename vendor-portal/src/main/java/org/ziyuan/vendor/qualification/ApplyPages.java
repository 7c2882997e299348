package org.ziyuan.vendor.qualification;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.anyone;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.access.source.SourceAddress;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.problem.RefusalSentences;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TypedCode;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.vendor.ApplyAsVendor;
import org.ziyuan.marketplace.vendor.VendorApplications;
import org.ziyuan.marketplace.vendor.VendorType;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Where a company asks to sell, without being signed in, and reads by its code what became of that. */
@Controller
class ApplyPages implements RoutePolicies {

    private static final String APPLY = "/vendor/apply";
    private static final String STATUS = "/vendor/apply/status";
    private static final Map<String, String> FIELDS = Map.of(
            "credit-code-malformed", "creditCode",
            "credit-code-check-digit", "creditCode",
            "vendor-known", "creditCode",
            "login-malformed", "login");

    private final ApplyAsVendor apply;
    private final VendorApplications applications;
    private final RefusalSentences sentences;

    ApplyPages(ApplyAsVendor apply, VendorApplications applications, RefusalSentences sentences) {
        this.apply = apply;
        this.applications = applications;
        this.sentences = sentences;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(anyone(GET, APPLY), anyone(POST, APPLY), anyone(GET, STATUS));
    }

    @GetMapping(APPLY)
    String form(Model model) {
        model.addAttribute("types", VendorType.values());
        return "vendor/apply";
    }

    @PostMapping(APPLY)
    Mono<String> ask(Posted posted, ServerHttpRequest request) {
        String code = TypedCode.draw();
        return posted.keeping(FIELDS)
                .refusedAt(APPLY)
                .of(
                        () -> apply.ask(Ids.next(), wish(posted.form()), code, SourceAddress.of(request)),
                        "vendor.apply.asked",
                        STATUS + "?applicationCode=" + code);
    }

    private static ApplyAsVendor.Wish wish(MultiValueMap<String, String> form) {
        return new ApplyAsVendor.Wish(
                Fields.text(form, "name"),
                Fields.text(form, "creditCode"),
                Fields.text(form, "vendorType"),
                Fields.text(form, "contactName"),
                Fields.text(form, "phone"),
                Fields.text(form, "login"));
    }

    /** A code that is none is a sentence on the page where it was typed. */
    @GetMapping(STATUS)
    Mono<String> status(
            @RequestParam(required = false) @Nullable String applicationCode,
            Model model,
            Locale locale,
            ServerWebExchange exchange) {
        String typed = applicationCode == null ? "" : applicationCode;
        model.addAttribute("code", typed);
        if (typed.isBlank()) {
            return Mono.just("vendor/applied");
        }
        return applications
                .byCode(typed, SourceAddress.of(exchange.getRequest()))
                .doOnNext(found -> model.addAttribute("asked", found))
                .thenReturn("vendor/applied")
                .onErrorResume(Refusal.class, refusal -> {
                    model.addAttribute("wrong", sentences.of(refusal, locale));
                    return Mono.just("vendor/applied");
                });
    }
}
