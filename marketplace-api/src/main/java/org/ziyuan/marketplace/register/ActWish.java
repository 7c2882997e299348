package org.ziyuan.marketplace.register;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.register.OrganizationAct.Kind;
import org.ziyuan.marketplace.text.TextField;

/**
 * What somebody wants done to the tree.
 *
 * @param organizationId what it is about; null for CREATE
 * @param holdsFrom the day from which it holds, today or later
 * @param otherId MOVE: the new parent; MERGE: the successor; CLOSE: a successor or null; null for the others
 * @param facts CREATE and SPLIT: the new organization; CHANGE: how it is from then on; null for the others
 * @param children SPLIT: what moves below the new one
 */
public record ActWish(
        Kind kind,
        @Nullable UUID organizationId,
        LocalDate holdsFrom,
        String reason,
        @Nullable UUID otherId,
        @Nullable OrganizationFacts facts,
        List<UUID> children) {

    private static final TextField REASON = TextField.words("grounds", 0, 500);
    private static final int MOST_CHILDREN = 200;

    public ActWish {
        children = children == null ? List.of() : List.copyOf(children);
    }

    static ActWish create(OrganizationFacts facts, LocalDate holdsFrom, String reason) {
        return new ActWish(Kind.CREATE, null, holdsFrom, reason, null, facts, List.of());
    }

    /**
     * The same as it will be kept.
     *
     * @throws Refusal {@code organization-day-past}, {@code field-missing} for what the act cannot be without, and what
     *     {@link OrganizationFacts#read} refuses
     */
    ActWish read(LocalDate today) {
        if (holdsFrom.isBefore(today)) {
            throw Refusal.invalid("organization-day-past")
                    .with("field", "holdsFrom")
                    .with("today", today);
        }
        boolean bringsFacts = kind == Kind.CREATE || kind == Kind.CHANGE || kind == Kind.SPLIT;
        needs(bringsFacts && facts == null, "name");
        needs(kind != Kind.CREATE && organizationId == null, "organization");
        needs((kind == Kind.MOVE || kind == Kind.MERGE) && otherId == null, kind == Kind.MOVE ? "parent" : "heir");
        if (children.size() > MOST_CHILDREN) {
            throw Refusal.invalid("too-many-rows").with("most", MOST_CHILDREN);
        }
        return new ActWish(
                kind,
                kind == Kind.CREATE ? null : organizationId,
                holdsFrom,
                REASON.read(reason),
                otherId,
                bringsFacts && facts != null ? facts.read() : null,
                kind == Kind.SPLIT ? children : List.of());
    }

    private static void needs(boolean missing, String field) {
        if (missing) {
            throw Refusal.invalid("field-missing").with("field", field);
        }
    }

    OrganizationFacts said() {
        return java.util.Objects.requireNonNull(facts);
    }

    UUID about() {
        return java.util.Objects.requireNonNull(organizationId);
    }

    UUID other() {
        return java.util.Objects.requireNonNull(otherId);
    }
}
