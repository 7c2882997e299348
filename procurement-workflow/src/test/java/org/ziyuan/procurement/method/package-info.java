@NullMarked
package org.ziyuan.procurement.method;

import org.jspecify.annotations.NullMarked;
