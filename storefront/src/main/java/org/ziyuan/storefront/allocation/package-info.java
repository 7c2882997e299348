/** Allocating a year's money: computed, compared, agreed to, posted, released, and explained to every school. */
@NullMarked
package org.ziyuan.storefront.allocation;

import org.jspecify.annotations.NullMarked;
