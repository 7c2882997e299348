/** What benchmarks share: they run with {@code -Pbench} only, print figures and fail on errors alone. */
@NullMarked
package org.ziyuan.marketplace.bench;

import org.jspecify.annotations.NullMarked;
