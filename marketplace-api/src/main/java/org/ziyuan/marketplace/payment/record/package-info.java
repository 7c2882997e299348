/** What is written of payments: their rows, what was tried, what came of it and what differs. */
@NullMarked
package org.ziyuan.marketplace.payment.record;

import org.jspecify.annotations.NullMarked;
