/** English: the words of the catalogue as they are typed in English. */
@NullMarked
package org.ziyuan.catalog.analysis.english;

import org.jspecify.annotations.NullMarked;
