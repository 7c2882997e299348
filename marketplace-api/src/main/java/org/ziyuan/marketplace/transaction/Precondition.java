package org.ziyuan.marketplace.transaction;

import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * What must hold for an act to be carried out. It is asked as the first thing in the act's own transaction, so that
 * nothing can change between the question and the act. Whoever is asked locks what he looks at and refuses when it is
 * otherwise.
 *
 * <p>It travels beside the act and not through it: an act that is commanded from a page, from the API or by the process
 * is the same act, and only the first two saw something before.
 */
public final class Precondition {

    private final Mono<Void> question;
    private volatile boolean held;

    private Precondition(Mono<Void> question) {
        this.question = question;
    }

    /** The act under a condition; its first transaction asks. An act without any would go unasked, which is a bug. */
    public static <T> Mono<T> before(Mono<T> act, Mono<Void> question) {
        return Mono.defer(() -> {
            Precondition condition = new Precondition(question);
            return act.doOnSuccess(done -> condition.mustHaveHeld())
                    .contextWrite(context -> context.put(Precondition.class, condition));
        });
    }

    /** The work of a transaction, after the question of the act it belongs to; a clash asks again. */
    static <T> Mono<T> asked(ContextView context, Mono<T> work) {
        Precondition condition = context.getOrDefault(Precondition.class, null);
        return condition == null || condition.held ? work : condition.question.then(work);
    }

    /** Says that the transaction that asked is committed: what the act does next changes what was asked about. */
    static void settled(ContextView context) {
        Precondition condition = context.getOrDefault(Precondition.class, null);
        if (condition != null) {
            condition.held = true;
        }
    }

    private void mustHaveHeld() {
        if (!held) {
            throw new IllegalStateException("an act under a condition had no transaction that asked");
        }
    }
}
