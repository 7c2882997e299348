/** What each page and call asks of the database. */
@NullMarked
package org.ziyuan.storefront.cost;

import org.jspecify.annotations.NullMarked;
