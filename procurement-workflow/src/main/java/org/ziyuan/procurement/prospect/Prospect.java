package org.ziyuan.procurement.prospect;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.procurement.method.Method;

/**
 * What handing in a draft would come to now.
 *
 * @param method how the law lets it be bought
 * @param methodName the same as the law calls it
 * @param source the article the method rests on
 * @param approvals who would be asked, one after the other
 * @param hindrance why it would come to nothing: {@code method-not-direct} or {@code nobody-approves}; null where nothing
 *     is in the way
 */
public record Prospect(
        Method method,
        String methodName,
        String source,
        List<Approval> approvals,
        @Nullable String hindrance) {

    /**
     * One approval.
     *
     * @param people those who may give it, without the person who asks
     */
    public record Approval(Role role, List<Approver> people) {}

    /** Somebody who may approve. */
    public record Approver(UUID id, String name) {}

    public Prospect {
        approvals = List.copyOf(approvals);
    }

    /** Tells whether each approval finds a person of its own, because no person approves twice. */
    static boolean canBeGiven(List<Approval> approvals) {
        return givenWithout(Set.of(), approvals);
    }

    private static boolean givenWithout(Set<UUID> busy, List<Approval> approvals) {
        return approvals.isEmpty()
                || approvals.get(0).people().stream()
                        .map(Approver::id)
                        .filter(person -> !busy.contains(person))
                        .anyMatch(person -> givenWithout(with(busy, person), approvals.subList(1, approvals.size())));
    }

    private static Set<UUID> with(Set<UUID> busy, UUID person) {
        Set<UUID> all = new HashSet<>(busy);
        all.add(person);
        return all;
    }
}
