/** The operator's view of whether the platform runs as it should. */
@NullMarked
package org.ziyuan.storefront.upkeep;

import org.jspecify.annotations.NullMarked;
