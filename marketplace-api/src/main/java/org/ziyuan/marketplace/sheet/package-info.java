/** Tables as files: one reader of what comes, one writer of what leaves, XLSX and CSV, each within fixed bounds. */
@ApplicationModule(allowedDependencies = {"identifier", "money", "refusal", "transaction"})
@NullMarked
package org.ziyuan.marketplace.sheet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
