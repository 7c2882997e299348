package org.ziyuan.marketplace.execution;

import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identity.Actor;

/**
 * Whose money is asked about: an organization and all that lies under it, one fund or all of them, one year.
 *
 * @param at the organization; what the asker may not see is not found
 * @param fundCode the fund, such as {@code per-pupil}; null for all
 */
public record Question(UUID at, @Nullable String fundCode, int fiscalYear) {
    /** What was asked: where nothing was said, of the actor's own organization, all funds and this year. */
    static Question asked(
            @Nullable UUID at, @Nullable String fund, @Nullable Integer fiscalYear, Actor actor, Clock clock) {
        return new Question(
                at == null ? actor.organizationId() : at,
                fund == null || fund.isBlank() ? null : fund,
                fiscalYear == null ? LocalDate.now(clock).getYear() : fiscalYear);
    }
}
