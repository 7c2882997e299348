package org.ziyuan.marketplace.yearend;

import java.util.UUID;

/**
 * The figures of one line.
 *
 * @param carriedYears how often its money was carried before
 */
public record LineFigures(
        UUID budgetLineId,
        UUID organizationId,
        String organization,
        String name,
        int carriedYears,
        PreviewYearEnd.Figures figures) {}
