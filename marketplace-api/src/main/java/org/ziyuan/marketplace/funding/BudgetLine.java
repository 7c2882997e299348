package org.ziyuan.marketplace.funding;

import java.util.UUID;

/**
 * A purse with a purpose: money of one fund and year, given to one organization for one class of spending.
 *
 * @param functionalClass what the money is for in the government budget (功能分类), such as 2050202 primary education
 * @param economicClass what may be bought with it (经济分类), such as 30218 special materials
 * @param project the project it is tied to, or empty
 */
public record BudgetLine(
        UUID id,
        String fundCode,
        String fundName,
        int fiscalYear,
        UUID organizationId,
        String functionalClass,
        String economicClass,
        String project,
        String name) {

    /** The fund and the line; of a line whose name begins with its fund the name alone, as {@code line_title} in SQL. */
    public String title() {
        return name.startsWith(fundName) ? name : fundName + " · " + name;
    }
}
