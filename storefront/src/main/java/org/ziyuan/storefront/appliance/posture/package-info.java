/** The checks before a start, above all of production, and the report of what an installation lacks. */
@NullMarked
package org.ziyuan.storefront.appliance.posture;

import org.jspecify.annotations.NullMarked;
