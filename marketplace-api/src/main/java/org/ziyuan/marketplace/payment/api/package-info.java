/** Payments on the wire: the routes of the API and who may call them. */
@NullMarked
package org.ziyuan.marketplace.payment.api;

import org.jspecify.annotations.NullMarked;
