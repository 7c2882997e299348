/** What must hold over licences, their seats and their orders. */
@NullMarked
package org.ziyuan.marketplace.licensing.invariant;

import org.jspecify.annotations.NullMarked;
