/** The appliance as a newcomer, an impatient operator and a crash meet it. */
@NullMarked
package org.ziyuan.storefront.appliance.database;

import org.jspecify.annotations.NullMarked;
