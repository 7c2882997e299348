/** The story of a purchase, told over HTTP and in a browser against the whole running process. */
@NullMarked
package org.ziyuan.storefront.journey;

import org.jspecify.annotations.NullMarked;
