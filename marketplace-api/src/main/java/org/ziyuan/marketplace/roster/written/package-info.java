/** What one row of a roster says, however its file has written it. */
@NullMarked
package org.ziyuan.marketplace.roster.written;

import org.jspecify.annotations.NullMarked;
