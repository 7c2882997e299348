/** What must hold over payments, their differences and the budget book. */
@NullMarked
package org.ziyuan.marketplace.payment.invariant;

import org.jspecify.annotations.NullMarked;
