/** What must hold over orders, their papers and the budget book. */
@NullMarked
package org.ziyuan.marketplace.ordering.invariant;

import org.jspecify.annotations.NullMarked;
