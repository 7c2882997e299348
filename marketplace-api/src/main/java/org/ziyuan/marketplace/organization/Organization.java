package org.ziyuan.marketplace.organization;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bureau, a school, a vendor or the operator.
 *
 * @param kind bureau, school, vendor or operator
 * @param tier nation, province, city, county or school; null for vendors and the operator
 * @param path the chain of codes from the nation down; what lies under it starts with it and a dot
 * @param regionCode the six-digit code of its region, null where it has none
 * @param status applying, active, suspended or terminated
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
        String status) {}
