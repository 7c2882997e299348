/** Files that never change under their name: style, script and pictures, answered before anybody is asked who he is. */
@NullMarked
package org.ziyuan.storefront.layout.asset;

import org.jspecify.annotations.NullMarked;
