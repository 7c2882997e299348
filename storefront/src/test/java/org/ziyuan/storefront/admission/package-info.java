/** The door: who is let in, who waits, who is sent away, and which connections are closed. */
@NullMarked
package org.ziyuan.storefront.admission;

import org.jspecify.annotations.NullMarked;
