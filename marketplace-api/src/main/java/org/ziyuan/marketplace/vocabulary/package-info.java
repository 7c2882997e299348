/** Vocabulary: the values by which resources are found, each with a code; chosen from here and never typed. The operator adds words while everything runs. */
@ApplicationModule(
        allowedDependencies = {"audit", "identifier", "identity", "paging", "refusal", "row", "text", "transaction"})
@NullMarked
package org.ziyuan.marketplace.vocabulary;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
