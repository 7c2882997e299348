/** Vocabulary: the values by which resources are found, each with a code; chosen from here and never typed. */
@ApplicationModule(allowedDependencies = {"identifier", "refusal"})
@NullMarked
package org.ziyuan.marketplace.vocabulary;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
