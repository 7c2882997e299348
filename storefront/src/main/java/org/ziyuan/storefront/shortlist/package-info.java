/** What people keep while they choose: lists of their own and of their school, and how they become a requisition. */
@NullMarked
package org.ziyuan.storefront.shortlist;

import org.jspecify.annotations.NullMarked;
