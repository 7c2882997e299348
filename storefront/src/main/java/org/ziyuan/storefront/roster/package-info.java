/** The roster of one's own school: who is in which class, what changed it, and the step into the next year. */
@NullMarked
package org.ziyuan.storefront.roster;

import org.jspecify.annotations.NullMarked;
