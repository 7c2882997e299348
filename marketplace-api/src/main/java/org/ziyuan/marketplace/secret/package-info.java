/** Secrets in columns, which nobody who has the database alone can read. */
@ApplicationModule(allowedDependencies = {"digest", "refusal"})
@NullMarked
package org.ziyuan.marketplace.secret;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
