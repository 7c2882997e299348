/** Shortlists: listings that somebody keeps, alone or for all of his school, until they become a requisition. */
@NullMarked
package org.ziyuan.procurement.shortlist;

import org.jspecify.annotations.NullMarked;
