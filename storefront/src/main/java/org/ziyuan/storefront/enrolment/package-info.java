/** Counts of pupils: uploaded, tried out, corrected and frozen. */
@NullMarked
package org.ziyuan.storefront.enrolment;

import org.jspecify.annotations.NullMarked;
