/** The table of declared routes: found in one walk, by security and by Spring's mapping alike. */
@NullMarked
package org.ziyuan.marketplace.access.route;

import org.jspecify.annotations.NullMarked;
