/** Claims about covers. */
@NullMarked
package org.ziyuan.storefront.demo;

import org.jspecify.annotations.NullMarked;
