/** The embedded search node, in a child JVM of the same program. */
@NullMarked
package org.ziyuan.storefront.appliance.search;

import org.jspecify.annotations.NullMarked;
