/** Identifiers as their papers mean them, however a spreadsheet, an input method or a copy has written them. */
@ApplicationModule(allowedDependencies = {"audit", "organization", "refusal"})
@NullMarked
package org.ziyuan.marketplace.identifier;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
