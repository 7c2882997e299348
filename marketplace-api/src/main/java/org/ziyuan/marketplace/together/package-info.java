/** Questions of one page that travel together: whatever does not need another's answer is one round trip. */
@ApplicationModule(allowedDependencies = {"row", "transaction"})
@NullMarked
package org.ziyuan.marketplace.together;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
