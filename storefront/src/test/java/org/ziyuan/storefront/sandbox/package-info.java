/** The played providers against the real payments: every mode, over HTTP, signed both ways. */
@NullMarked
package org.ziyuan.storefront.sandbox;

import org.jspecify.annotations.NullMarked;
