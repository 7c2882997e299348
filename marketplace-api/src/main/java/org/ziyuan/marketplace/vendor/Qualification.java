package org.ziyuan.marketplace.vendor;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.organization.OrganizationStatus;

/** A vendor with what he must prove and has proved, and what became of him. */
public record Qualification(Head head, List<Item> items, List<Step> steps) {

    /**
     * Who he is.
     *
     * @param vendorType the column of a {@link VendorType}; null where nobody has said
     * @param atRest whether he sells nothing today
     */
    public record Head(
            UUID id,
            String name,
            @Nullable String creditCode,
            OrganizationStatus status,
            @Nullable String vendorType,
            @Nullable String contactName,
            boolean atRest) {}

    /**
     * A requirement with what was handed in for it last.
     *
     * @param goodUntil the last day of what is accepted; null without an end, or where nothing is accepted
     * @param good whether something that was accepted holds today
     */
    public record Item(
            String name,
            EvidenceKind kind,
            boolean required,
            boolean good,
            @Nullable LocalDate goodUntil,
            @Nullable UUID evidenceId,
            @Nullable EvidenceState state,
            @Nullable String said,
            @Nullable LocalDate validUntil,
            @Nullable String fileName,
            @Nullable String reason,
            @Nullable String handedInByName,
            @Nullable OffsetDateTime handedInAt,
            @Nullable String decidedByName) {

        public boolean waits() {
            return state == EvidenceState.WAITING;
        }

        public boolean returned() {
            return state == EvidenceState.RETURNED;
        }

        /** Whether the vendor is to hand something in. */
        public boolean lacks() {
            return required && !good && !waits() && kind != EvidenceKind.REVIEW;
        }
    }

    /** What happened to him, by the name of an event. */
    public record Step(String event, String reason, String doneByName, OffsetDateTime doneAt) {}

    public boolean isApplying() {
        return head.status() == OrganizationStatus.APPLYING;
    }

    /** Whether all that he must prove holds today. */
    public boolean isComplete() {
        return items.stream().filter(Item::required).allMatch(Item::good);
    }
}
