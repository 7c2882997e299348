/** Those who hold what its vendor ends: until when they may use it, and when they are told. */
@NullMarked
package org.ziyuan.marketplace.licensing.ending;

import org.jspecify.annotations.NullMarked;
