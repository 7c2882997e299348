/** What comes over the wire before there is a request: refused in our words, too. */
@NullMarked
package org.ziyuan.storefront.wire;

import org.jspecify.annotations.NullMarked;
