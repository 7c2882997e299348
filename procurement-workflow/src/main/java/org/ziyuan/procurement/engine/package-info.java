/** The one door to the workflow engine: it blocks in here, and nothing of it is visible outside. */
@NullMarked
package org.ziyuan.procurement.engine;

import org.jspecify.annotations.NullMarked;
