package org.ziyuan.marketplace.funding;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.funding.PurposeUse.Use;
import org.ziyuan.marketplace.money.Money;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Refuses what goes beyond the ceiling of a purpose rule. */
@Component
class PurposeCeilings {

    private final PurposeUse use;
    private final PurposeNotes notes;

    PurposeCeilings(PurposeUse use, PurposeNotes notes) {
        this.use = use;
        this.notes = notes;
    }

    Mono<Void> hold(List<PurposeRule> rules, UUID documentId, BudgetLine line, Money amount, Map<String, Money> byTag) {
        List<PurposeRule> ceilings =
                rules.stream().filter(PurposeRule::isCeiling).toList();
        if (ceilings.isEmpty()) {
            return Mono.empty();
        }
        return notes.lock(line)
                .thenMany(Flux.defer(() -> use.of(ceilings, line.organizationId(), line.fiscalYear(), documentId)))
                .doOnNext(held -> refuseBeyond(held, line, part(held.rule(), amount, byTag)))
                .then();
    }

    private static Money part(PurposeRule rule, Money amount, Map<String, Money> byTag) {
        return rule.tag() == null ? amount : byTag.getOrDefault(rule.tag(), Money.ZERO);
    }

    private static void refuseBeyond(Use held, BudgetLine line, Money requested) {
        Money used = held.used();
        Money ceiling = held.rule().of(held.appropriated());
        if (used.plus(requested).compareTo(ceiling) > 0) {
            Money left = ceiling.compareTo(used) > 0 ? ceiling.minus(used) : Money.ZERO;
            throw held.rule()
                    .refuses(line)
                    .with("ceiling", ceiling)
                    .with("used", used)
                    .with("available", left)
                    .with("requested", requested);
        }
    }
}
