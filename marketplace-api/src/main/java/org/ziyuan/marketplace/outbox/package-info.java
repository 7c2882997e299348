/** News that leaves the core: written in the transaction that made it, delivered at least once. */
@ApplicationModule(allowedDependencies = {"lifecycle", "refusal", "row", "transaction"})
@NullMarked
package org.ziyuan.marketplace.outbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
