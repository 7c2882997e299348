package org.ziyuan.marketplace.ledger;

import java.util.UUID;
import org.ziyuan.marketplace.money.Money;

/**
 * Where the money of a budget line is now.
 *
 * @param appropriated all that was given to the line itself, whatever became of it
 * @param available free to be reserved; for a line under a control node what lies there, which other lines draw on too
 * @param reserved held by requisitions that are not ordered yet
 * @param encumbered promised to vendors by orders
 * @param accepted delivered and accepted, not paid yet; payments under way are still in here
 * @param spent paid
 * @param version grows with every movement on the line
 */
public record LineBalance(
        UUID budgetLineId,
        Money appropriated,
        Money available,
        Money reserved,
        Money encumbered,
        Money accepted,
        Money spent,
        long version) {}
