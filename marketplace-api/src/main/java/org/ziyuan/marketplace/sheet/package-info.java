/** Tables that leave as files, XLSX or CSV, by one writer; the room beside it reads those that come. */
@ApplicationModule(allowedDependencies = {"identifier", "money", "refusal", "transaction"})
@NullMarked
package org.ziyuan.marketplace.sheet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
