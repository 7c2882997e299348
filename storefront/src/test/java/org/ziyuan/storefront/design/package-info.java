/** The style page without the rest of the product. */
@NullMarked
package org.ziyuan.storefront.design;

import org.jspecify.annotations.NullMarked;
