/** Alipay, spoken through its own library; the only package that may import it. */
@NullMarked
package org.ziyuan.marketplace.payment.alipay;

import org.jspecify.annotations.NullMarked;
