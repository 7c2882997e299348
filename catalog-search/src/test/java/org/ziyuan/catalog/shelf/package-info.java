/** A catalogue to search in: the real titles, on a real database, behind a real search node. */
@NullMarked
package org.ziyuan.catalog.shelf;

import org.jspecify.annotations.NullMarked;
