package org.ziyuan.marketplace.identity;

import java.util.Map;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** Keeps somebody from trying codes of invitations, or logins that have forgotten their passwords, one after the other. */
@Component
public class CodeGuesses {

    private final SignInFailures failures;

    CodeGuesses(SignInFailures failures) {
        this.failures = failures;
    }

    /**
     * Looks something up by a code that was typed; each one that is none counts against its address. Refuses with
     * {@code sign-in-paused} after too many of them.
     *
     * @param from where the request came from, as coarse as blame can be put
     */
    public <T> Mono<T> watch(String from, Mono<T> lookUp) {
        return failures.countCode(from)
                .then(lookUp)
                .doOnError(Refusal.class, refusal -> failures.notice(refusal, "", from))
                .delayUntil(found -> failures.forgiveCode(from));
    }

    /**
     * Counts that somebody asks for a new password, whosever it is. Refuses with {@code password-asked-too-often}.
     *
     * @param from where the request came from, as coarse as blame can be put
     */
    public Mono<Void> asked(String from) {
        return failures.countAsked(from)
                .doOnError(Refusal.class, refusal -> failures.notice(refusal, "", from))
                .onErrorMap(Refusal.class, CodeGuesses::asSaid);
    }

    private static Refusal asSaid(Refusal paused) {
        Refusal said = Refusal.of(Refusal.Kind.TOO_MANY, "password-asked-too-often");
        for (Map.Entry<String, Object> value : paused.values().entrySet()) {
            said = said.with(value.getKey(), value.getValue());
        }
        return said;
    }
}
