/** The edge: which routes exist and who may use them, and how requests are read. */
@ApplicationModule(allowedDependencies = {"identity", "money", "refusal", "text", "transaction"})
@NullMarked
package org.ziyuan.marketplace.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
