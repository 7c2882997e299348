@NullMarked
package org.ziyuan.procurement.progress;

import org.jspecify.annotations.NullMarked;
