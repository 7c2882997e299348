/** Where the operator says whose word is taken for who somebody is. */
@NullMarked
package org.ziyuan.storefront.signon;

import org.jspecify.annotations.NullMarked;
