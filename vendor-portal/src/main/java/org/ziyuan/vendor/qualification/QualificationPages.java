package org.ziyuan.vendor.qualification;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.http.codec.multipart.FormFieldPart;
import org.springframework.http.codec.multipart.Part;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Outcome;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.vendor.HandIn;
import org.ziyuan.marketplace.vendor.Paper;
import org.ziyuan.marketplace.vendor.Qualification;
import org.ziyuan.marketplace.vendor.Qualifications;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** What a vendor must prove, what he has proved and until when, and a page for each to hand it in. */
@Controller
class QualificationPages implements RoutePolicies {

    private static final String PAGE = "/vendor/qualification";
    private static final String ONE = PAGE + "/{requirement}";
    private static final String PAPER = "/vendor/papers/{id}";

    private final Qualifications qualifications;
    private final HandIn handIn;
    private final Outcome outcome;

    QualificationPages(Qualifications qualifications, HandIn handIn, Outcome outcome) {
        this.qualifications = qualifications;
        this.handIn = handIn;
        this.outcome = outcome;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, PAGE, Role.VENDOR_MANAGER),
                roles(GET, ONE, Role.VENDOR_MANAGER),
                roles(POST, ONE, Role.VENDOR_MANAGER),
                roles(GET, PAPER, Role.VENDOR_MANAGER, Role.OPERATOR));
    }

    @GetMapping(PAGE)
    Mono<String> page(Model model, Actor vendor) {
        return AskedTogether.of(qualifications.of(vendor.organizationId(), vendor))
                .doOnNext(found -> model.addAttribute("vendor", found))
                .thenReturn("vendor/qualification");
    }

    @GetMapping(ONE)
    Mono<String> one(@PathVariable String requirement, Model model, Actor vendor) {
        model.addAttribute("operation", Ids.next());
        return AskedTogether.of(qualifications.of(vendor.organizationId(), vendor))
                .map(found -> item(found, requirement))
                .doOnNext(item -> model.addAttribute("item", item))
                .thenReturn("vendor/proof");
    }

    private static Qualification.Item item(Qualification found, String requirement) {
        return found.items().stream()
                .filter(item -> item.name().equals(requirement))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("vendor-requirement", requirement));
    }

    @PostMapping(ONE)
    Mono<String> handIn(
            @PathVariable String requirement,
            Actor vendor,
            WebSession session,
            Locale locale,
            ServerWebExchange exchange) {
        return exchange.getMultipartData().flatMap(parts -> {
            MultiValueMap<String, String> form = fields(parts);
            return outcome.keeping(form, Map.of("date-malformed", "goodUntil"))
                    .refusedAt(PAGE + "/" + requirement)
                    .of(
                            Mono.defer(() -> said(form, parts))
                                    .flatMap(said -> handIn.handIn(
                                            Fields.id(form, "operation"),
                                            vendor.organizationId(),
                                            requirement,
                                            said,
                                            vendor)),
                            "vendor.qualification.handedIn",
                            PAGE,
                            session,
                            locale);
        });
    }

    private static MultiValueMap<String, String> fields(MultiValueMap<String, Part> parts) {
        MultiValueMap<String, String> fields = new LinkedMultiValueMap<>();
        parts.forEach((name, values) -> values.stream()
                .filter(FormFieldPart.class::isInstance)
                .forEach(field -> fields.add(name, ((FormFieldPart) field).value())));
        if (parts.containsKey("paper")) {
            fields.add("paper", "");
        }
        return fields;
    }

    private static Mono<HandIn.Said> said(MultiValueMap<String, String> form, MultiValueMap<String, Part> parts) {
        return paper(parts.getFirst("paper"))
                .map(paper -> said(form, paper))
                .switchIfEmpty(Mono.fromCallable(() -> said(form, (Paper) null)));
    }

    private static HandIn.Said said(MultiValueMap<String, String> form, @Nullable Paper paper) {
        boolean dated = !Fields.plain(form, "goodUntil").isEmpty();
        return new HandIn.Said(Fields.text(form, "said"), dated ? Fields.day(form, "goodUntil") : null, paper);
    }

    private static Mono<Paper> paper(@Nullable Part part) {
        if (!(part instanceof FilePart file) || file.filename().isBlank()) {
            return Mono.empty();
        }
        return DataBufferUtils.join(file.content(), Paper.LARGEST)
                .onErrorMap(DataBufferLimitException.class, tooMuch -> Paper.tooLarge())
                .map(buffer -> {
                    byte[] content = new byte[buffer.readableByteCount()];
                    buffer.read(content);
                    DataBufferUtils.release(buffer);
                    return Paper.read(file.filename(), content);
                });
    }

    /** Always as a file to save: nothing that somebody handed in is shown as a page of ours. */
    @GetMapping(PAPER)
    Mono<ResponseEntity<byte[]>> paper(@PathVariable UUID id, Actor actor) {
        return qualifications
                .paper(id, actor)
                .map(paper -> ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType(paper.type()))
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment()
                                        .filename(paper.name(), StandardCharsets.UTF_8)
                                        .build()
                                        .toString())
                        .body(paper.content()));
    }
}
