/** Rows of the database: columns that are never null, and flat records bound by the names of their columns. */
@ApplicationModule(allowedDependencies = {"money"})
@NullMarked
package org.ziyuan.marketplace.row;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
