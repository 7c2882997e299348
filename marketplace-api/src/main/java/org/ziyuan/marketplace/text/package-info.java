/** Text that people write: put right, looked through and measured once, as the database measures it. */
@ApplicationModule(allowedDependencies = {"refusal"})
@NullMarked
package org.ziyuan.marketplace.text;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
