/** Where the money is: budget lines as bars, from province to school, and the journals behind every figure. */
@NullMarked
package org.ziyuan.storefront.spending;

import org.jspecify.annotations.NullMarked;
