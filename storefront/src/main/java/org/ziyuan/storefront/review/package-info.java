/** What vendors hand over for review: the operator reads it, publishes it or gives it back with a reason. */
@NullMarked
package org.ziyuan.storefront.review;

import org.jspecify.annotations.NullMarked;
