/** Changes of the budget during the year, asked for by one person and decided by another. */
@NullMarked
package org.ziyuan.storefront.adjustment;

import org.jspecify.annotations.NullMarked;
