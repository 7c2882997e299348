/** Claims about the pages of spending. */
@NullMarked
package org.ziyuan.storefront.spending;

import org.jspecify.annotations.NullMarked;
