/** Requisitions: what a school asks for, the money set aside for it, and how far it has come. */
@NullMarked
package org.ziyuan.procurement.requisition;

import org.jspecify.annotations.NullMarked;
