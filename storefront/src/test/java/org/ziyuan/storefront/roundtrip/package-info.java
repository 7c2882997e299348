/** What each page and call asks of the database. */
@NullMarked
package org.ziyuan.storefront.roundtrip;

import org.jspecify.annotations.NullMarked;
