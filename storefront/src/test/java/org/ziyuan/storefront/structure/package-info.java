/** The edges between modules that Maven cannot see. */
@NullMarked
package org.ziyuan.storefront.structure;

import org.jspecify.annotations.NullMarked;
