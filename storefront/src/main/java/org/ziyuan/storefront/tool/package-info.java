/** Where the operator registers vendors' applications and says which of them opens a listing. */
@NullMarked
package org.ziyuan.storefront.tool;

import org.jspecify.annotations.NullMarked;
