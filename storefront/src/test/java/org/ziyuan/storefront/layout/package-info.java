/** Claims about the frame of every page, its words and its templates. */
@NullMarked
package org.ziyuan.storefront.layout;

import org.jspecify.annotations.NullMarked;
