@NullMarked
package org.ziyuan.procurement.requisition;

import org.jspecify.annotations.NullMarked;
