package org.ziyuan.storefront.requisition;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Flash;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.problem.RefusalSentences;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.procurement.requisition.CopyRequisition;
import org.ziyuan.procurement.requisition.CopyRequisition.Copied;
import org.ziyuan.procurement.requisition.Requisition;
import org.ziyuan.procurement.requisition.RequisitionState;
import org.ziyuan.procurement.requisition.Requisitions;
import org.ziyuan.procurement.requisition.SubmitRequisition;
import org.ziyuan.procurement.requisition.WithdrawRequisition;
import org.ziyuan.procurement.requisition.WriteDraft;
import reactor.core.publisher.Mono;

/** What a purchaser does to a requisition; afterwards its page says what came of it. */
@Controller
class RequisitionActs implements RoutePolicies {

    private static final Map<String, String> FIELDS =
            Map.of("purpose-too-long", "purpose", "budget-line-not-chosen", "budgetLine");

    private final StartRequisition start;
    private final Requisitions requisitions;
    private final WriteDraft drafts;
    private final SubmitRequisition submission;
    private final WithdrawRequisition withdrawal;
    private final CopyRequisition copies;
    private final RefusalSentences sentences;
    private final MessageSource words;

    RequisitionActs(
            StartRequisition start,
            Requisitions requisitions,
            WriteDraft drafts,
            SubmitRequisition submission,
            WithdrawRequisition withdrawal,
            CopyRequisition copies,
            RefusalSentences sentences,
            MessageSource words) {
        this.start = start;
        this.requisitions = requisitions;
        this.drafts = drafts;
        this.submission = submission;
        this.withdrawal = withdrawal;
        this.copies = copies;
        this.sentences = sentences;
        this.words = words;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, "/requisitions/start", Role.PURCHASER, Role.TEACHER),
                roles(POST, "/requisitions/{id}/draft", Role.PURCHASER, Role.TEACHER),
                roles(POST, "/requisitions/{id}/submit", Role.PURCHASER, Role.TEACHER),
                roles(POST, "/requisitions/{id}/withdraw", Role.PURCHASER, Role.TEACHER),
                roles(POST, "/requisitions/{id}/copy", Role.PURCHASER, Role.TEACHER));
    }

    @PostMapping("/requisitions/start")
    Mono<String> start(Actor actor, WebSession session, Locale locale, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> Mono.defer(() -> start.with(
                                Fields.id(form, "operation"),
                                Fields.id(form, "offerId"),
                                DraftForm.wanted(form),
                                actor))
                        .map(requisition -> "redirect:/requisitions/" + requisition)
                        .onErrorResume(Refusal.class, refusal -> {
                            Flash.bad(sentences.of(refusal, locale)).keepIn(session);
                            return Mono.just("redirect:/requisitions");
                        }));
    }

    /** The one form of a draft: whatever button is pressed, all that was typed is written, or all stands there again. */
    @PostMapping("/requisitions/{id}/draft")
    Mono<String> write(@PathVariable UUID id, Actor actor, Posted posted) {
        return posted.keeping(FIELDS)
                .asShown("requisition", id)
                .of(
                        () -> drafts.write(id, DraftForm.written(posted.form()), actor),
                        posted.form().containsKey("remove") ? "requisition.said.removed" : "requisition.said.saved",
                        page(id));
    }

    @PostMapping("/requisitions/{id}/submit")
    Mono<String> submit(@PathVariable UUID id, Actor actor, Posted posted) {
        return posted.keeping(FIELDS)
                .asShown("requisition", id)
                .of(
                        () -> submission.submit(id, DraftForm.written(posted.form()), actor),
                        came -> came.state() == RequisitionState.DRAFT
                                ? "requisition.said.savedFirst"
                                : "requisition.said.submitted",
                        Requisition::total,
                        page(id));
    }

    @PostMapping("/requisitions/{id}/withdraw")
    Mono<String> withdraw(@PathVariable UUID id, Actor actor, Posted posted) {
        return requisitions
                .find(id, actor)
                .flatMap(found -> posted.asShown("requisition", id)
                        .of(
                                () -> withdrawal.withdraw(id, actor).map(Requisition::total),
                                found.state() == RequisitionState.DRAFT
                                        ? "requisition.said.discarded"
                                        : "requisition.said.withdrawn",
                                page(id)));
    }

    @PostMapping("/requisitions/{id}/copy")
    Mono<String> copy(@PathVariable UUID id, Actor actor, WebSession session, Locale locale) {
        return copies.copy(id, actor)
                .map(copied -> {
                    said(copied, locale).keepIn(session);
                    return "redirect:" + page(copied.id());
                })
                .onErrorResume(Refusal.class, refusal -> {
                    if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
                        return Mono.error(refusal);
                    }
                    Flash.bad(sentences.of(refusal, locale)).keepIn(session);
                    return Mono.just("redirect:" + page(id));
                });
    }

    private Flash said(Copied copied, Locale locale) {
        String leftOut = String.join("、", copied.leftOut());
        return leftOut.isEmpty()
                ? Flash.good(words.getMessage("requisition.said.copied", new Object[] {copied.origin()}, locale))
                : Flash.bad(words.getMessage(
                        "requisition.said.copiedWithout", new Object[] {copied.origin(), leftOut}, locale));
    }

    private static String page(UUID requisition) {
        return "/requisitions/" + requisition;
    }
}
