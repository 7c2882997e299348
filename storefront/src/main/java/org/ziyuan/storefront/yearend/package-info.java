/** The end of a fiscal year: seen before it is done, followed while it runs, taken back. */
@NullMarked
package org.ziyuan.storefront.yearend;

import org.jspecify.annotations.NullMarked;
