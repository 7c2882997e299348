/** Child processes that never outlive us, and the ports they listen on. */
@NullMarked
package org.ziyuan.storefront.appliance.process;

import org.jspecify.annotations.NullMarked;
