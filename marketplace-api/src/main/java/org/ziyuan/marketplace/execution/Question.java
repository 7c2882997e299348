package org.ziyuan.marketplace.execution;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose money is asked about: an organization and all that lies under it, one fund or all of them, one year.
 *
 * @param at the organization; what the asker may not see is not found
 * @param fundCode the fund, such as {@code per-pupil}; null for all
 */
public record Question(UUID at, @Nullable String fundCode, int fiscalYear) {}
