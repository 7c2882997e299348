@NullMarked
package org.ziyuan.procurement.choosing;

import org.jspecify.annotations.NullMarked;
