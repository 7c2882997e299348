/** The start as parts and features see it: the data folder, steps that may wait, lines that a person reads. */
@NullMarked
package org.ziyuan.storefront.appliance.start;

import org.jspecify.annotations.NullMarked;
