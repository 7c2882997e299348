/** Claims about the shape of the code. */
@NullMarked
package org.ziyuan.marketplace.structure;

import org.jspecify.annotations.NullMarked;
