/** Covers drawn from what a listing says about itself, so that no picture of anybody's brand is needed. */
@NullMarked
package org.ziyuan.storefront.cover;

import org.jspecify.annotations.NullMarked;
