/** 我的资源: what a person may use, and the way into it. */
@NullMarked
package org.ziyuan.storefront.library;

import org.jspecify.annotations.NullMarked;
