/** The vendors' own pages and API. */
@NullMarked
package org.ziyuan.vendor;

import org.jspecify.annotations.NullMarked;
