package org.ziyuan.storefront.people;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Outcome;
import org.ziyuan.marketplace.idempotency.OperationId;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.intake.SentForm;
import org.ziyuan.marketplace.intake.SentForms;
import org.ziyuan.marketplace.people.AdmitPeople;
import org.ziyuan.marketplace.problem.RefusalSentences;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Many people by a file: tried out first, then all of it or nothing. */
@Controller
class ImportPages implements RoutePolicies {

    private static final String PAGE = "people/import";

    private final AdmitPeople admit;
    private final RefusalSentences sentences;
    private final SentForms sent;
    private final Outcome outcome;

    ImportPages(AdmitPeople admit, RefusalSentences sentences, SentForms sent, Outcome outcome) {
        this.admit = admit;
        this.sentences = sentences;
        this.sent = sent;
        this.outcome = outcome;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/people/import", Readers.whoGiveRoles()),
                roles(POST, "/people/import", Readers.whoGiveRoles()),
                roles(POST, "/people/import/errors", Readers.whoGiveRoles()));
    }

    @GetMapping("/people/import")
    String page() {
        return PAGE;
    }

    /** A file is tried out, or written, by which button was pressed. */
    @PostMapping("/people/import")
    Mono<String> file(
            OperationId id, Model model, Actor actor, WebSession session, Locale locale, ServerWebExchange exchange) {
        return sent.with(
                exchange,
                form -> Fields.text(form.fields(), "act").equals("write")
                        ? outcome.of(
                                Mono.defer(() ->
                                        admit.write(id.value(), form.file().content(), actor)),
                                "person.said.imported",
                                "/people",
                                session,
                                locale)
                        : tryOut(form, model, actor, locale, exchange));
    }

    /** The file again with every bad cell marked. */
    @PostMapping("/people/import/errors")
    Mono<ResponseEntity<Flux<DataBuffer>>> errors(Actor actor, Locale locale, ServerWebExchange exchange) {
        return sent.with(exchange, form -> admit.errors(form.file().content(), locale, actor));
    }

    private Mono<String> tryOut(SentForm form, Model model, Actor actor, Locale locale, ServerWebExchange exchange) {
        return Mono.defer(() -> admit.tryOut(form.file().content(), actor))
                .doOnNext(look -> model.addAttribute("came", look.came()))
                .doOnNext(look -> model.addAttribute(
                        "problems",
                        look.problems().stream()
                                .map(fault -> new Problem(
                                        fault.row(), fault.column().chinese(), sentences.of(fault.refusal(), locale)))
                                .toList()))
                .thenReturn(PAGE)
                .onErrorResume(Refusal.class, refusal -> {
                    exchange.getResponse().setStatusCode(HttpStatus.UNPROCESSABLE_CONTENT);
                    model.addAttribute("unreadable", sentences.of(refusal, locale));
                    return Mono.just(PAGE);
                });
    }

    /** One cell that cannot be accepted, and why, in the reader's language. */
    record Problem(int row, String column, String sentence) {}
}
