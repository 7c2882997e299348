/** Tests of the procurement workflow on the real database with the real engine. */
@NullMarked
package org.ziyuan.procurement;

import org.jspecify.annotations.NullMarked;
