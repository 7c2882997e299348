/** The edge: which routes exist and who may use them, and how refusals look on the wire. */
@ApplicationModule(allowedDependencies = {"digest", "identity", "money", "refusal", "row", "text", "transaction"})
@NullMarked
package org.ziyuan.marketplace.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
