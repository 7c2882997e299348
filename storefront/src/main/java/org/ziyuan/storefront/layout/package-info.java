/** What every page shares: shell, navigation, language, figures, and the records behind the shared fragments. */
@NullMarked
package org.ziyuan.storefront.layout;

import org.jspecify.annotations.NullMarked;
