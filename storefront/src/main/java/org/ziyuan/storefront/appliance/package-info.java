/** The product from the terminal: its sub-commands, and what serving prints. */
@NullMarked
package org.ziyuan.storefront.appliance;

import org.jspecify.annotations.NullMarked;
