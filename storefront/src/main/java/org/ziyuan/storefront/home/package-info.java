/** The first page: for guests what this is, for everybody else what is waiting for them, by role. */
@NullMarked
package org.ziyuan.storefront.home;

import org.jspecify.annotations.NullMarked;
