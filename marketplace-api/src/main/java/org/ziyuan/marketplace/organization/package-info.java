/** Who there is: bureaus, schools, vendors and the operator in the tree of regions. */
@ApplicationModule(allowedDependencies = {"identity", "lifecycle", "paging", "refusal", "row", "transaction", "web"})
@NullMarked
package org.ziyuan.marketplace.organization;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
