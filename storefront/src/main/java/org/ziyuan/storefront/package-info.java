/** Pages for schools, teachers, finance staff and bureaus. */
@NullMarked
package org.ziyuan.storefront;

import org.jspecify.annotations.NullMarked;
