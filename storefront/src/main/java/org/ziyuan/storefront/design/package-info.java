/** The living style page: every shared fragment with sample figures, in the demo profile only. */
@NullMarked
package org.ziyuan.storefront.design;

import org.jspecify.annotations.NullMarked;
