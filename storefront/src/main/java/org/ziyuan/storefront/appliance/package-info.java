/** The product as one appliance: its own PostgreSQL and search node, the sub-commands and what they print. */
@NullMarked
package org.ziyuan.storefront.appliance;

import org.jspecify.annotations.NullMarked;
