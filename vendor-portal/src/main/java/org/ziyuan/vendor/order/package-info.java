/** Orders as their vendor sees them: confirm, decline, invoice, be paid. */
@NullMarked
package org.ziyuan.vendor.order;

import org.jspecify.annotations.NullMarked;
