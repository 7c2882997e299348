/** Paging: lists that are searched, filtered and continued from the last thing seen. */
@ApplicationModule(allowedDependencies = {"form", "refusal", "text", "transaction"})
@NullMarked
package org.ziyuan.marketplace.paging;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
