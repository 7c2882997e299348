/** The CAS protocol 3.0, as many universities and bureaus run it. */
@NullMarked
package org.ziyuan.marketplace.signon.cas;

import org.jspecify.annotations.NullMarked;
