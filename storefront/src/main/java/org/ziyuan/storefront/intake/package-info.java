/** Files that come in: looked at row by row, then written all or nothing. */
@NullMarked
package org.ziyuan.storefront.intake;

import org.jspecify.annotations.NullMarked;
