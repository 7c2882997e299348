/** Requisitions as a school writes and follows them: what, how much, from which budget line, and where it stands. */
@NullMarked
package org.ziyuan.storefront.requisition;

import org.jspecify.annotations.NullMarked;
