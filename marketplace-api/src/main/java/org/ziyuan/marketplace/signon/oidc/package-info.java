/** OpenID Connect by the authorization code with PKCE: Spring Security's pieces, our own sessions. */
@NullMarked
package org.ziyuan.marketplace.signon.oidc;

import org.jspecify.annotations.NullMarked;
