/** Prospects: what handing in a draft would come to, by the rules and the process that decide then. */
@NullMarked
package org.ziyuan.procurement.prospect;

import org.jspecify.annotations.NullMarked;
