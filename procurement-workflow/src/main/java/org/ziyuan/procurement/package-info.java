/** Requisitions, approvals and procurement procedures; the workflow engine behind one door. */
@NullMarked
package org.ziyuan.procurement;

import org.jspecify.annotations.NullMarked;
