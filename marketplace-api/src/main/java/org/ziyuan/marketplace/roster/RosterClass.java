package org.ziyuan.marketplace.roster;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A class of today and how many are in it.
 *
 * @param grade from 1 to 12, null where its name does not say it
 */
public record RosterClass(UUID id, String name, @Nullable Integer grade, long pupils, long teachers) {}
