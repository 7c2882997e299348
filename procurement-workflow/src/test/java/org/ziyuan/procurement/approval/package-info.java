@NullMarked
package org.ziyuan.procurement.approval;

import org.jspecify.annotations.NullMarked;
