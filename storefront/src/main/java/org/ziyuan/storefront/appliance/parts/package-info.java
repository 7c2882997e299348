/** The parts that run beside us: what was not configured is started, once for each data folder. */
@NullMarked
package org.ziyuan.storefront.appliance.parts;

import org.jspecify.annotations.NullMarked;
