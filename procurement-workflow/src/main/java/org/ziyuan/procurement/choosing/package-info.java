/** Choosing: for whom something is bought, what every offer comes to for them, and which of them costs least. */
@NullMarked
package org.ziyuan.procurement.choosing;

import org.jspecify.annotations.NullMarked;
