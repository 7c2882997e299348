/** Claims about tables as files. */
@NullMarked
package org.ziyuan.storefront.export;

import org.jspecify.annotations.NullMarked;
