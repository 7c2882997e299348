/** The budget book: every yuan of a budget line in exactly one bucket, moved only by balanced journals. */
@ApplicationModule(
        allowedDependencies = {"audit", "digest", "identity", "money", "paging", "refusal", "row", "transaction"})
@NullMarked
package org.ziyuan.marketplace.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
