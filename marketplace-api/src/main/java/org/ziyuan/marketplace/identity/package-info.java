/** People, their roles in organizations, and who is acting now. */
@ApplicationModule(allowedDependencies = {"digest", "lifecycle", "refusal", "row", "text", "transaction", "vigilance"})
@NullMarked
package org.ziyuan.marketplace.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
