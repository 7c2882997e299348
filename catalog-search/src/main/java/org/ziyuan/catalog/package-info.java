/** The search index over published listings: projection, query and suggestion. */
@NullMarked
package org.ziyuan.catalog;

import org.jspecify.annotations.NullMarked;
