/** Finding listings: by typed words and chosen facets, from the index or, when it is away, from PostgreSQL. */
@NullMarked
package org.ziyuan.catalog.search;

import org.jspecify.annotations.NullMarked;
