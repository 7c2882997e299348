/** Approvals: the inbox of those who decide, and the one place where they do. */
@NullMarked
package org.ziyuan.procurement.approval;

import org.jspecify.annotations.NullMarked;
