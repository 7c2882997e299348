/** Evidence: who did what when, chained per organization, and the invariants that can be checked over it. */
@ApplicationModule(
        allowedDependencies = {"identity", "organization", "paging", "refusal", "row", "text", "transaction"})
@NullMarked
package org.ziyuan.marketplace.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
