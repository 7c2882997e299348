package org.ziyuan.marketplace.ledger.posting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.ledger.posting.Journal.Leg;

/**
 * What a ledger is, in a hundred lines of plain Java: the independent opinion that PostgreSQL is compared with. It shares
 * no code with the posting function.
 */
final class LedgerModel {

    private static final String SOURCE = "B100";

    private final Map<AccountName, Long> free = new HashMap<>();
    private final Map<UUID, String> contents = new HashMap<>();
    private final Map<UUID, String> refusals = new HashMap<>();
    private final Map<UUID, SetAside> pending = new HashMap<>();

    /** The answer: posted, duplicate, nothing-to-move, or the code of a refusal. */
    String post(Journal journal) {
        String content = journal.event() + " " + journal.header().documentId() + " " + journal.legs();
        @Nullable String known = contents.get(journal.id());
        if (known != null) {
            return known.equals(content) ? "duplicate" : "exists-with-different-content";
        }
        @Nullable String refused = refusals.get(journal.id());
        if (refused != null) {
            return refused;
        }
        Map<AccountName, Long> after = new HashMap<>(free);
        List<Moved> moved = new ArrayList<>();
        @Nullable String no = move(journal, after, moved);
        if (no != null) {
            if (journal.event().isSticky() && no.equals("exceeds-credits")) {
                refusals.put(journal.id(), no);
            }
            return no;
        }
        if (moved.isEmpty()) {
            return "nothing-to-move";
        }
        free.clear();
        free.putAll(after);
        contents.put(journal.id(), content);
        for (Leg leg : journal.legs()) {
            if (leg.effect().equals("pending")) {
                pending.put(
                        journal.id(),
                        new SetAside(
                                Objects.requireNonNull(leg.debit()),
                                Objects.requireNonNull(leg.credit()),
                                Objects.requireNonNull(leg.amountInFen())));
            } else if (leg.pendingJournal() != null) {
                Objects.requireNonNull(pending.get(leg.pendingJournal())).resolved = true;
            }
        }
        return "posted";
    }

    /** What is free on every account that has anything, by name as the test reads it from PostgreSQL. */
    Map<String, Long> balances() {
        Map<String, Long> named = new TreeMap<>();
        free.forEach((account, amount) -> {
            if (amount != 0 && !account.code().equals(SOURCE)) {
                named.put(account.code() + ":" + account.line() + ":" + account.document(), amount);
            }
        });
        return named;
    }

    private @Nullable String move(Journal journal, Map<AccountName, Long> after, List<Moved> moved) {
        long before = 0;
        for (Leg leg : journal.legs()) {
            if (leg.pendingJournal() != null) {
                @Nullable String no = resolve(leg, after, moved);
                if (no != null) {
                    return no;
                }
                continue;
            }
            AccountName from = Objects.requireNonNull(leg.debit());
            AccountName to = Objects.requireNonNull(leg.credit());
            long there = after.getOrDefault(from, 0L);
            long wanted = leg.amountInFen() == null ? 0 : leg.amountInFen();
            long amount = switch (leg.mode()) {
                case "exactly" -> wanted;
                case "all" -> there;
                case "up-to" -> Math.min(wanted, there);
                case "the-same" -> before;
                default ->
                    wanted
                            - moved.stream()
                                    .filter(m -> m.to.equals(to))
                                    .mapToLong(m -> m.amount)
                                    .sum();
            };
            before = amount;
            if (amount == 0) {
                continue;
            }
            if (!from.code().equals(SOURCE) && amount > there) {
                return "exceeds-credits";
            }
            after.merge(from, -amount, Long::sum);
            if (!leg.effect().equals("pending")) {
                after.merge(to, amount, Long::sum);
            }
            moved.add(new Moved(to, amount));
        }
        return null;
    }

    private @Nullable String resolve(Leg leg, Map<AccountName, Long> after, List<Moved> moved) {
        @Nullable SetAside aside = pending.get(Objects.requireNonNull(leg.pendingJournal()));
        if (aside == null) {
            return "pending-not-found";
        }
        if (aside.resolved) {
            return "pending-already-resolved";
        }
        long amount = leg.amountInFen() == null ? aside.amount : leg.amountInFen();
        if (amount > aside.amount) {
            return "exceeds-pending";
        }
        if (leg.effect().equals("void")) {
            after.merge(aside.from, aside.amount, Long::sum);
        } else {
            after.merge(aside.from, aside.amount - amount, Long::sum);
            after.merge(aside.to, amount, Long::sum);
        }
        moved.add(new Moved(aside.to, amount));
        return null;
    }

    private record Moved(AccountName to, long amount) {}

    private static final class SetAside {
        private final AccountName from;
        private final AccountName to;
        private final long amount;
        private boolean resolved;

        SetAside(AccountName from, AccountName to, long amount) {
            this.from = from;
            this.to = to;
            this.amount = amount;
        }
    }
}
