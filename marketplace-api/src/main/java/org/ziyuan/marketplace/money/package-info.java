/** Amounts of money: whole fen of renminbi, never a fraction. */
@ApplicationModule(allowedDependencies = {"refusal"})
@NullMarked
package org.ziyuan.marketplace.money;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
