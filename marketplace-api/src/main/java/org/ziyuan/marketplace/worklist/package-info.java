/** The worklist: all that waits for one person, whatever its kind. Each feature names the kinds of its own. */
@ApplicationModule(
        allowedDependencies = {"identity", "mail", "money", "paging", "refusal", "row", "transaction", "web"})
@NullMarked
package org.ziyuan.marketplace.worklist;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
