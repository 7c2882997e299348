/** Tests of the page of a listing. */
@NullMarked
package org.ziyuan.storefront.listing;

import org.jspecify.annotations.NullMarked;
