/** The index: its node, its mapping, and the projection of published listings into it, by news and by rebuilding. */
@NullMarked
package org.ziyuan.catalog.index;

import org.jspecify.annotations.NullMarked;
