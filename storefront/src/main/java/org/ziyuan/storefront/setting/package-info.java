/** Where the operator sets what may change while everything runs. */
@NullMarked
package org.ziyuan.storefront.setting;

import org.jspecify.annotations.NullMarked;
