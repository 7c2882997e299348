/** Where a request comes from, and which proxies are believed about it. */
@NullMarked
package org.ziyuan.marketplace.access.source;

import org.jspecify.annotations.NullMarked;
