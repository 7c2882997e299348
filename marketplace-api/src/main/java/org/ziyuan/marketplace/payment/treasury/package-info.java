/** The treasury's channel: a transfer order on paper, which the accountant confirms by the bank's receipt. */
@NamedInterface("treasury")
@NullMarked
package org.ziyuan.marketplace.payment.treasury;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
