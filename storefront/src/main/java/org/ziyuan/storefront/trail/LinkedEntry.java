package org.ziyuan.storefront.trail;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.audit.AuditLine;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;

/** An entry with the page of what it is about; null where that has no page of its own. */
record LinkedEntry(AuditLine entry, @Nullable String href) {

    static LinkedEntry of(AuditLine entry) {
        return new LinkedEntry(entry, page(entry.kind(), entry.subjectId()));
    }

    /** An entry about what the person did, with the page on which it was done. */
    static LinkedEntry own(AuditLine entry, Actor actor) {
        String door = actor.is(Role.VENDOR_MANAGER) ? "/vendor" : "";
        return switch (entry.kind()) {
            case "purchase-order" -> new LinkedEntry(entry, door + "/orders/" + entry.subjectId());
            case "listing" -> new LinkedEntry(entry, door + "/listings/" + entry.subjectId());
            default -> of(entry);
        };
    }

    private static @Nullable String page(String kind, UUID subject) {
        return switch (kind) {
            case "requisition" -> "/requisitions/" + subject;
            case "purchase-order" -> "/audit?order=" + subject;
            case "licence" -> "/licences/" + subject;
            case "budget-change" -> "/budget-changes/" + subject;
            case "listing" -> "/listings/" + subject;
            default -> null;
        };
    }
}
