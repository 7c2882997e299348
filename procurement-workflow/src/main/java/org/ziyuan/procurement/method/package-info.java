/** Which procurement method the law asks for: dated thresholds resolved first, then a table of rules. */
@NullMarked
package org.ziyuan.procurement.method;

import org.jspecify.annotations.NullMarked;
