/** The demo province: real regions and textbook titles, invented schools, people, vendors and money; profile demo only. */
@NullMarked
package org.ziyuan.storefront.demo;

import org.jspecify.annotations.NullMarked;
