package org.ziyuan.marketplace.organization;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bureau, a school, a teaching site, a vendor or the operator, as it is today.
 *
 * @param kind bureau, school, site, vendor or operator
 * @param tier nation, province, city, county or school; null for sites, vendors and the operator
 * @param path the chain of codes from the nation down; what lies under it starts with it and a dot
 * @param regionCode the six-digit code of its region, null where it has none
 * @param status applying, active, suspended or terminated
 * @param stage which stages a school is founded for, null where nobody has said
 * @param publiclyRun whether the state runs it (公办) or not (民办)
 * @param boarding whether pupils live there
 * @param schoolCode the ten digits by which the ministry knows it (学校标识码)
 * @param successorId what took its place when it was merged or closed
 * @param version counts its changes
 */
public record Organization(
        UUID id,
        String kind,
        @Nullable String tier,
        String code,
        String name,
        @Nullable String regionCode,
        @Nullable UUID parentId,
        String path,
        @Nullable String unifiedCreditCode,
        String status,
        @Nullable SchoolStage stage,
        @Nullable SchoolArea area,
        @Nullable Boolean publiclyRun,
        @Nullable Boolean boarding,
        @Nullable String schoolCode,
        @Nullable UUID successorId,
        int version) {

    /** What it is, bureaus by their tier. */
    public OrganizationKind rank() {
        return OrganizationKind.of(kind, tier);
    }

    /** Whether it lies at or below another. */
    public boolean isWithin(Organization other) {
        return path.equals(other.path) || path.startsWith(other.path + ".");
    }

    public boolean isOver() {
        return OrganizationStatus.valueOf(status) == OrganizationStatus.TERMINATED;
    }
}
