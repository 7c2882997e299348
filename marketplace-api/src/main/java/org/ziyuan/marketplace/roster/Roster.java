package org.ziyuan.marketplace.roster;

import java.util.UUID;

/**
 * The roster of a school.
 *
 * @param schoolYear the year in which its school year begins
 * @param version counts what was written to it
 */
record Roster(UUID schoolId, int schoolYear, long version) {}
