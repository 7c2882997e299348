package org.ziyuan.marketplace.ledger;

import java.util.UUID;
import org.ziyuan.marketplace.money.Money;

/** How much of an appropriation goes to which budget line. */
public record LineAmount(UUID budgetLineId, Money amount) {}
