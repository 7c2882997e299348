/** What must hold over every allocation, computed again in SQL. */
@NullMarked
package org.ziyuan.marketplace.allocation.invariant;

import org.jspecify.annotations.NullMarked;
