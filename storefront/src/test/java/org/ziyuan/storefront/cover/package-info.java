/** Claims about covers. */
@NullMarked
package org.ziyuan.storefront.cover;

import org.jspecify.annotations.NullMarked;
