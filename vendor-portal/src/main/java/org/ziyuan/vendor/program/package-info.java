/** Where a vendor's people let their own programs in. */
@NullMarked
package org.ziyuan.vendor.program;

import org.jspecify.annotations.NullMarked;
