/** What looks like an attempt to get in or to see what is others': counted by the hour, told to the operator. */
@ApplicationModule(allowedDependencies = {"row", "transaction"})
@NullMarked
package org.ziyuan.marketplace.vigilance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
