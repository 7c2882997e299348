/** Rosters in the form of 1EdTech's OneRoster 1.2, and of 1.1 as exporters still write it. */
@NullMarked
package org.ziyuan.marketplace.roster.oneroster;

import org.jspecify.annotations.NullMarked;
