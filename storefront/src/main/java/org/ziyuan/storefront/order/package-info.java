/** Orders as the school sees them: what was promised, acceptance, invoice and payment. */
@NullMarked
package org.ziyuan.storefront.order;

import org.jspecify.annotations.NullMarked;
