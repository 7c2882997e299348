/** Tables that somebody sends, XLSX or CSV: read row by row within bounds that are kept before memory is taken. */
@NamedInterface("incoming")
@NullMarked
package org.ziyuan.marketplace.sheet.incoming;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
