package org.ziyuan.storefront.enrolment;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.enrolment.DraftSnapshot;
import org.ziyuan.marketplace.enrolment.EnrolmentSnapshots;
import org.ziyuan.marketplace.enrolment.MarkedRows;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Outcome;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.intake.SentForm;
import org.ziyuan.marketplace.intake.SentForm.SentFile;
import org.ziyuan.marketplace.intake.SentForms;
import org.ziyuan.marketplace.problem.RefusalSentences;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a bureau does with the file of a count of pupils: try it out, write it, have its faults marked. */
@Controller
class EnrolmentFiles implements RoutePolicies {

    private final EnrolmentSnapshots snapshots;
    private final DraftSnapshot drafts;
    private final MarkedRows errors;
    private final RefusalSentences sentences;
    private final AsShown asShown;
    private final SentForms sent;
    private final Outcome outcome;

    EnrolmentFiles(
            EnrolmentSnapshots snapshots,
            DraftSnapshot drafts,
            MarkedRows errors,
            RefusalSentences sentences,
            AsShown asShown,
            SentForms sent,
            Outcome outcome) {
        this.asShown = asShown;
        this.snapshots = snapshots;
        this.drafts = drafts;
        this.errors = errors;
        this.sentences = sentences;
        this.sent = sent;
        this.outcome = outcome;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, "/enrolment/{id}/file", Role.bureaus()),
                roles(POST, "/enrolment/{id}/errors", Role.bureaus()));
    }

    /** A file is tried out, or written, by which button was pressed. */
    @PostMapping("/enrolment/{id}/file")
    Mono<String> file(
            @PathVariable UUID id,
            Actor actor,
            Model model,
            WebSession session,
            Locale locale,
            ServerWebExchange exchange) {
        return sent.with(
                exchange,
                form -> Fields.text(form.fields(), "act").equals("write")
                        ? outcome.asShown("snapshot", id, form.fields())
                                .of(
                                        Mono.defer(() -> write(id, form.file(), actor)),
                                        "enrolment.said.written",
                                        "/enrolment/" + id,
                                        session,
                                        locale)
                        : tryOut(id, form, model, actor, locale));
    }

    /** The file again with every bad cell marked. */
    @PostMapping("/enrolment/{id}/errors")
    Mono<ResponseEntity<Flux<DataBuffer>>> errors(
            @PathVariable UUID id, Actor actor, Locale locale, ServerWebExchange exchange) {
        return sent.with(exchange, form -> errors.of(id, form.file().content(), locale, actor));
    }

    /** Answers what the file would do; a file that cannot be read at all is a sentence in the same place. */
    private Mono<String> tryOut(UUID id, SentForm form, Model model, Actor actor, Locale locale) {
        return asShown.of("snapshot", id, actor)
                .doOnNext(seen -> model.addAttribute("seen", seen))
                .then(Mono.defer(() -> snapshots.find(id, actor)))
                .doOnNext(found -> model.addAttribute("snapshot", found))
                .then(Mono.defer(() -> drafts.tryOut(id, form.file().content(), actor)))
                .doOnNext(dry -> model.addAttribute("dry", dry))
                .doOnNext(dry -> model.addAttribute(
                        "problems",
                        dry.problems().stream()
                                .map(fault ->
                                        new Problem(fault.row(), fault.column(), sentences.of(fault.refusal(), locale)))
                                .toList()))
                .then()
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.kind() == Refusal.Kind.NOT_FOUND
                                ? Mono.error(refusal)
                                : Mono.fromRunnable(
                                        () -> model.addAttribute("unreadable", sentences.of(refusal, locale))))
                .thenReturn("enrolment/dry-run");
    }

    /** One cell that cannot be accepted, and why, in the reader's language. */
    record Problem(int row, String column, String sentence) {}

    private Mono<?> write(UUID id, SentFile file, Actor actor) {
        return drafts.write(id, file.name(), file.content(), actor);
    }
}
