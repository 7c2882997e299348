/** Tables as files: CSV and XLSX, written while they are read, with nothing in them that a spreadsheet would calculate. */
@NullMarked
package org.ziyuan.storefront.export;

import org.jspecify.annotations.NullMarked;
