package org.ziyuan.marketplace.pooling;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.ziyuan.marketplace.money.Money;

/** For how much and from whom it is bought. */
record JointAward(@NotNull Money total, @NotNull UUID vendorId) {}
