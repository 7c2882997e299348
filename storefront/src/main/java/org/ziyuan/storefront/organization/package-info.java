/** The register of organizations: looked through, entered, changed, moved, merged, split and closed. */
@NullMarked
package org.ziyuan.storefront.organization;

import org.jspecify.annotations.NullMarked;
