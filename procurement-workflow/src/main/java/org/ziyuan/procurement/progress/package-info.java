/** Where a process stands, drawn from its own diagram. */
@NullMarked
package org.ziyuan.procurement.progress;

import org.jspecify.annotations.NullMarked;
