/** The description of the API is complete, in both languages. */
@NullMarked
package org.ziyuan.storefront.apidocs;

import org.jspecify.annotations.NullMarked;
