/** Pages for signing in, the role picker of the demonstration, the first set-up, and what production insists on. */
@NullMarked
package org.ziyuan.storefront.security;

import org.jspecify.annotations.NullMarked;
