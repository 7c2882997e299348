/** Needs: what teachers ask for and what people could not open, gathered for whoever buys for the school. */
@NullMarked
package org.ziyuan.procurement.need;

import org.jspecify.annotations.NullMarked;
