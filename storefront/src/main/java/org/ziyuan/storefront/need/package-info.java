/** Needs: the teachers' wishes on a listing's page, and the list from which a purchaser begins a requisition. */
@NullMarked
package org.ziyuan.storefront.need;

import org.jspecify.annotations.NullMarked;
