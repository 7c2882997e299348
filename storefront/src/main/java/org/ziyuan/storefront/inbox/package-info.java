/** What waits for a person's decision. */
@NullMarked
package org.ziyuan.storefront.inbox;

import org.jspecify.annotations.NullMarked;
