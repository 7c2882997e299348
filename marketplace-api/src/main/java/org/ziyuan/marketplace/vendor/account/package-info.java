/** Where a vendor is paid: named by one person, in force when another has approved it. */
@NamedInterface("account")
@NullMarked
package org.ziyuan.marketplace.vendor.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
