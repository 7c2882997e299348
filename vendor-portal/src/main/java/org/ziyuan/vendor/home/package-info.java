/** What waits for a vendor. */
@NullMarked
package org.ziyuan.vendor.home;

import org.jspecify.annotations.NullMarked;
