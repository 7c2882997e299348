/** Transactions that a disconnecting client cannot tear, and the identifiers of what they write. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.ziyuan.marketplace.transaction;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
