/** How somebody becomes a vendor: asks, reads what became of it, and proves what his type must. */
@NullMarked
package org.ziyuan.vendor.qualification;

import org.jspecify.annotations.NullMarked;
