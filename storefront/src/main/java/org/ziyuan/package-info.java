/** The main class; its five imports are the table of contents. */
@NullMarked
package org.ziyuan;

import org.jspecify.annotations.NullMarked;
