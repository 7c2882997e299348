/** From approval to payment: the order is issued, and the requisition follows what becomes of it. */
@NullMarked
package org.ziyuan.procurement.fulfilment;

import org.jspecify.annotations.NullMarked;
