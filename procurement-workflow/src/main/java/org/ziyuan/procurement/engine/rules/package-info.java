/** The rules that lawyers read, evaluated without a process. */
@NullMarked
package org.ziyuan.procurement.engine.rules;

import org.jspecify.annotations.NullMarked;
