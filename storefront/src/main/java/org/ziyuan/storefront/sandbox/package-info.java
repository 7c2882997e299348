/** Payment providers and an identity platform, played on this machine for the demonstration: a person can pay, decline or lose the connection. */
@NullMarked
package org.ziyuan.storefront.sandbox;

import org.jspecify.annotations.NullMarked;
