package org.ziyuan.marketplace.register;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.register.OrganizationAct.Kind;
import org.ziyuan.marketplace.register.OrganizationAct.State;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** Acts upon the tree of organizations: at once when it holds from today, else on its day. */
@Component
public class ActUponTree {

    private final OrganizationActs acts;
    private final ShapeTree shape;
    private final TreeRows rows;
    private final ActRules rules;
    private final MoneyTransactions transactions;
    private final AuditLog audit;
    private final Clock clock;

    ActUponTree(
            OrganizationActs acts,
            ShapeTree shape,
            TreeRows rows,
            ActRules rules,
            MoneyTransactions transactions,
            AuditLog audit,
            Clock clock) {
        this.acts = acts;
        this.shape = shape;
        this.rows = rows;
        this.rules = rules;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /** The operator everywhere; a bureau upon what lies below it. */
    public static Role[] actors() {
        return ActRules.actors();
    }

    /**
     * Does what is wanted, or plans it for its day. The same id again is the same act.
     *
     * @throws Refusal what {@link ActWish#read} and {@link ActRules} refuse, and for today what {@link ShapeTree#carryOut}
     *     does; nothing is done then
     */
    public Mono<OrganizationAct> ask(UUID id, ActWish asked, Actor actor) {
        return transactions
                .execute(Mono.defer(() -> {
                    ActWish wish = asked.read(today());
                    return mayAct(wish, actor)
                            .then(acts.insert(id, about(id, wish), wish, actor))
                            .flatMap(isNew -> isNew ? begun(id, wish, actor) : Mono.empty());
                }))
                .then(acts.find(id, actor));
    }

    /** Takes a planned act back. @throws Refusal {@code organization-act-not-found}, {@code organization-act-over} */
    public Mono<OrganizationAct> withdraw(UUID id, Actor actor) {
        return transactions
                .execute(acts.find(id, actor)
                        .then(acts.lock(id))
                        .switchIfEmpty(Mono.error(() -> Refusal.conflict("organization-act-over")))
                        .flatMap(planned -> mayAct(planned.wish(), actor)
                                .then(acts.end(id, State.LIFE_CYCLE.to(State.Event.WITHDRAW), null))
                                .then(record("withdrawn", planned.organization(), planned.wish(), actor))))
                .then(acts.find(id, actor));
    }

    private Mono<Void> begun(UUID id, ActWish wish, Actor actor) {
        UUID organization = about(id, wish);
        if (wish.holdsFrom().isAfter(today())) {
            return record("planned", organization, wish, actor);
        }
        return shape.carryOut(organization, wish)
                .then(acts.end(id, State.LIFE_CYCLE.to(State.Event.DO), null))
                .then(record("done", organization, wish, actor));
    }

    /** Carries one planned act out in its own transaction; refused, nothing of it is done and it says why. */
    Mono<Boolean> carryOutOneDue() {
        return transactions
                .execute(acts.takeDue(today())
                        .flatMap(due -> shape.carryOut(due.organization(), due.wish())
                                .then(acts.end(due.id(), State.LIFE_CYCLE.to(State.Event.DO), null))
                                .then(record("done", due.organization(), due.wish(), due.asker()))
                                .thenReturn(true)
                                .onErrorMap(Refusal.class, refusal -> new CannotBeDone(due, refusal))))
                .onErrorResume(CannotBeDone.class, this::refused)
                .defaultIfEmpty(false);
    }

    private Mono<Boolean> refused(CannotBeDone failed) {
        return transactions.execute(acts.lock(failed.due.id())
                .flatMap(due -> acts.end(due.id(), State.LIFE_CYCLE.to(State.Event.REFUSE), failed.refusal)
                        .then(record("refused", due.organization(), due.wish(), due.asker())))
                .thenReturn(true));
    }

    private Mono<Void> mayAct(ActWish wish, Actor actor) {
        Mono<Void> below =
                wish.facts() == null || wish.kind() == Kind.CHANGE ? Mono.empty() : parent(wish.said(), actor);
        Mono<Void> about = wish.kind() == Kind.CREATE
                ? Mono.empty()
                : rows.find(wish.about())
                        .doOnNext(found -> rules.mayActUpon(found, actor))
                        .then();
        Mono<Void> other = wish.otherId() == null
                ? Mono.empty()
                : rows.find(wish.other())
                        .doOnNext(found -> mayInvolve(wish, found, actor))
                        .then();
        return about.then(other).then(below);
    }

    private void mayInvolve(ActWish wish, Organization other, Actor actor) {
        if (wish.kind() == Kind.MOVE) {
            rules.mayPutBelow(other, actor);
        } else {
            rules.mayActUpon(other, actor);
        }
    }

    private Mono<Void> parent(OrganizationFacts facts, Actor actor) {
        if (facts.parentId() == null) {
            return Mono.fromRunnable(() -> rules.mayPutBelow(null, actor));
        }
        return rows.find(facts.parentId())
                .doOnNext(found -> rules.mayPutBelow(found, actor))
                .then();
    }

    /** What CREATE and SPLIT make has an id that follows from the act. */
    private static UUID about(UUID act, ActWish wish) {
        return wish.kind() == Kind.CREATE || wish.kind() == Kind.SPLIT
                ? Ids.derived("organization", act)
                : wish.about();
    }

    private Mono<Void> record(String outcome, UUID organization, ActWish wish, Actor actor) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("holdsFrom", wish.holdsFrom().toString());
        if (wish.otherId() != null) {
            detail.put("other", wish.otherId());
        }
        if (wish.kind() == Kind.SPLIT) {
            detail.put("from", wish.about());
        }
        return audit.record(
                actor,
                "organization." + wish.kind().name().toLowerCase(Locale.ROOT) + "-" + outcome,
                "organization",
                organization,
                detail);
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    /** Rolls back what was begun of a planned act and carries why. */
    private static final class CannotBeDone extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient OrganizationActs.Planned due;
        private final Refusal refusal;

        CannotBeDone(OrganizationActs.Planned due, Refusal refusal) {
            super(refusal.code(), refusal, false, false);
            this.due = due;
            this.refusal = refusal;
        }
    }
}
