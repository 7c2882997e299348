/** Stripe, spoken through its own library; the only package that may import it. */
@NullMarked
package org.ziyuan.marketplace.payment.stripe;

import org.jspecify.annotations.NullMarked;
