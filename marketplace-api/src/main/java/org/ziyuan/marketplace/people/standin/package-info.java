/** Duties that are lent for a time: by whoever is away, or by a school to the payment centre above it. */
@NamedInterface("standin")
@NullMarked
package org.ziyuan.marketplace.people.standin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
