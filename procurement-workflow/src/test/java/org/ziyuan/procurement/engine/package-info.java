@NullMarked
package org.ziyuan.procurement.engine;

import org.jspecify.annotations.NullMarked;
