/** The commands and doors that look and change nothing: verify, doctor, health and metrics. */
@NullMarked
package org.ziyuan.storefront.appliance.inspection;

import org.jspecify.annotations.NullMarked;
