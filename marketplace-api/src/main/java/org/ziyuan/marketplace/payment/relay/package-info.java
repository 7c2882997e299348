/** What goes on behind a payment: its provider is told of it, and asked until it decides. */
@NullMarked
package org.ziyuan.marketplace.payment.relay;

import org.jspecify.annotations.NullMarked;
