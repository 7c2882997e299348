/** Tests of the search page. */
@NullMarked
package org.ziyuan.storefront.search;

import org.jspecify.annotations.NullMarked;
