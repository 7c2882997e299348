/** Signing in as people do it, with cookies and forms, over a real port. */
@NullMarked
package org.ziyuan.storefront.security;

import org.jspecify.annotations.NullMarked;
