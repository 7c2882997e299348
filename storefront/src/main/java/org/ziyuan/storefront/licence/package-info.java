/** The page of a licence: its life, its papers, its seats, and the way into what it opens. */
@NullMarked
package org.ziyuan.storefront.licence;

import org.jspecify.annotations.NullMarked;
