/** Headcounts: how many pupils of a school prices and rules refer to, taken from the count that was frozen last. */
@NamedInterface("headcount")
@NullMarked
package org.ziyuan.marketplace.enrolment.headcount;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
