/** Keeps the documents true: what they name exists, and what they list is what the product has. */
@NullMarked
package org.ziyuan.storefront.docs;

import org.jspecify.annotations.NullMarked;
