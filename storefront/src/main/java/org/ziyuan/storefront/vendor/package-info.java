/** The operator's desk of vendors: who asks to sell, what each has proved, who is stopped. */
@NullMarked
package org.ziyuan.storefront.vendor;

import org.jspecify.annotations.NullMarked;
